import { counting, type Words } from './words.ts';

const n = counting('es');

export const es: Words = {
  locale: 'es',
  direction: 'ltr',
  language: 'español',
  note: 'Una copia para ambas partes',
  title: ({ creator, agency }) => `Lo que acordaron ${creator} y ${agency}`,
  say: {
    joined: ({ creator, agency }) => `${creator} se une a ${agency}.`,
    renewal: ({ creator, agency }) => `${creator} sigue con ${agency} un nuevo plazo.`,
    change: ({ creator, agency }) => `${creator} y ${agency} acuerdan otras condiciones.`,
  },
  under: (at) => `Acordado con el sí de quien crea, el ${at}.`,
  creator: 'Creador o creadora',
  agency: 'Agencia',
  host: 'Anfitrión',
  verified: 'Verificada por el anfitrión',
  agreedHere: 'Donde se acordó',
  termsTitle: 'Lo acordado',
  datesTitle: 'Desde cuándo, hasta cuándo',
  promisesTitle: 'Lo que prometió la agencia, y para cuándo',
  share: (percent) => `${percent} de los ingresos por regalos`,
  paidFrom: {
    platform: 'Sale de la parte de la plataforma. La parte de quien crea queda entera.',
    creator: 'Sale de la parte de quien crea.',
  },
  brand: (percent) => [`${percent} de los acuerdos con marcas`, 'Solo de los que trae la agencia.'],
  guarantee: (amount, months) => `Al menos ${amount} al mes, ${n(months, { one: 'el primer mes', other: 'los primeros # meses' })}`,
  guaranteeHow: 'Si los regalos le dan menos al creador, la agencia paga la diferencia.',
  guaranteeWithHours: 'En un mes con las horas pedidas: si los regalos le dan menos al creador, la agencia paga la diferencia.',
  hours: (h) => [
    n(h, { one: '# hora de LIVE pedida al mes', other: '# horas de LIVE pedidas al mes' }),
    'Menos horas no le cuestan nada al creador.',
  ],
  length: (m) => [n(m, { one: '# mes', other: '# meses' }), 'Después termina automáticamente. Otro plazo necesita un nuevo sí.'],
  coolingOff: (d) => [
    n(d, { one: 'Periodo de reflexión de # día', other: 'Periodo de reflexión de # días' }),
    'Cuenta desde la entrada. En este tiempo, quien crea puede salir de inmediato, sin dar un motivo.',
  ],
  notice: (d) => [
    n(d, { one: 'Preaviso de # día', other: 'Preaviso de # días' }),
    'Después del periodo de reflexión, salir tarda este tiempo. No hay cargo por salir, y nadie puede negarse.',
  ],
  quiet: ({ days, validDays, hours }) => [
    'De inmediato en una época tranquila',
    `Según la regla del anfitrión, que puede cambiar: en ${n(days, { one: 'el primer día', other: 'los primeros # días' })}: con menos de ${n(validDays, { one: '# día válido', other: '# días válidos' })} o de ${n(hours, { one: '# hora', other: '# horas' })} de LIVE, quien crea puede salir sin preaviso.`,
  ],
  ranges: [
    'Rangos hasta que quien crea diga otra cosa',
    'Los números exactos y los datos de LIVE siguen siendo dos interruptores aparte de quien crea. Ninguno es una condición.',
  ],
  exclusive: ['Solo esta agencia', 'Ninguna otra agencia mientras dure.'],
  open: ['Se permiten otras agencias', 'Quien crea puede estar con otras agencias al mismo tiempo.'],
  coaching: (h) => [
    n(h, { one: '# hora de coaching al mes', other: '# horas de coaching al mes' }),
    'Con una persona de la agencia, en sesiones individuales.',
  ],
  noCoaching: ['Sin coaching prometido', 'La agencia no promete horas.'],
  once: 'Prometido una vez',
  sentence: (text) => `${text}.`,
  within: (service, d) => `${service} en ${n(d, { one: '# día', other: '# días' })}`,
  services: {
    training: 'un curso de formación',
    plan: 'un plan de LIVE por escrito',
    mentor: 'un mentor',
    equipment: 'equipo para usar',
    studio: 'tiempo en un estudio',
    promotion: 'un LIVE promocionado',
  },
  trial: ['Un LIVE de prueba', 'La agencia pide un LIVE de prueba.'],
  trialWithin: ({ days, minutes }) => [
    'Un LIVE de prueba',
    `Un LIVE de ${n(minutes, { one: '# minuto', other: '# minutos' })} o más, en ${n(days, { one: '# día', other: '# días' })} desde la entrada. Durante ese tiempo quien crea puede salir de inmediato; sin él, la membresía termina automáticamente. Se avisa a la agencia cuando lo hubo.`,
  ],
  review: (d) =>
    `Después, el anfitrión puede decir que no en ${n(d, { one: '# día', other: '# días' })}, con sus motivos; el silencio es un sí.`,
  removal: ({ days, decideDays }) => [
    'Si la agencia la termina',
    `Según la regla del anfitrión, que puede cambiar: con el motivo por escrito, y no antes de ${n(days, { one: '# día', other: '# días' })}. Si se impugna, sigue hasta que decida el anfitrión, en ${n(decideDays, { one: '# día', other: '# días' })}; el silencio favorece a quien crea.`,
  ],
  agreedAt: 'Acordado',
  begins: 'Empieza',
  ends: 'Termina automáticamente',
  atOnceUntil: 'Salida inmediata hasta',
  dueCoaching: (h) => n(h, { one: 'Coaching, # hora cada mes', other: 'Coaching, # horas cada mes' }),
  by: (day) => `hasta el ${day}`,
  checkTitle: 'Comprueba esta copia',
  checkText:
    'Escribe el código o suelta este archivo en la dirección de arriba. La página dice si allí se hizo una copia así y si el archivo no ha cambiado. El archivo nunca sale de tu dispositivo.',
  rules: (list) => `Acordado según estas reglas: ${list}.`,
  ruleNames: { terms: 'Condiciones', exits: 'Salida', invitations: 'Invitaciones', renewals: 'Nuevos plazos' },
  rule: (name, version, day) => `${name}, versión ${version} del ${day}`,
  builtIn: (name) => `${name}, tal como viene Greenroom`,
  fingerprint: (hash) => `Huella de las condiciones (SHA-256): ${hash}`,
  words: (version, language) => `Texto de esta copia: versión ${version}, ${language}, el idioma en que lo leyó quien crea.`,
};
