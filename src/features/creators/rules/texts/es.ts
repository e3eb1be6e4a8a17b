import type { Text } from '../texts.ts';

/** In es; the English text stands in texts.ts. */
export const es: Text[] = [
  {
    purpose: 'discovery',
    version: 1,
    locale: 'es',
    title: 'Invitación de agencias',
    body: 'Aquí, las agencias pueden buscarte y enviarte una invitación. Ven tu perfil y rangos de tus números. Si lo desactivas, no estás en ninguna búsqueda que empiece después; las invitaciones abiertas terminan en el mismo momento. Si lo dejas desactivado, nadie te encuentra y no cambia nada más. Termina automáticamente después de un año, a menos que digas que sí de nuevo.',
    since: '2025-11-01',
  },
  {
    purpose: 'discovery',
    version: 2,
    locale: 'es',
    title: 'Invitación de agencias',
    body: 'Aquí, las agencias pueden buscarte y enviarte una invitación. Ven tu perfil, rangos de tus números y si perteneces a una agencia, nunca a cuál. De tus LIVE de los últimos 28 días, hasta donde este Greenroom los conoce, ven rangos de: espectadores promedio, tiempo en directo, días válidos, diamantes recibidos, cuántos espectadores regalan y cuántos vuelven, y crecimiento; y las horas del día en las que sueles estar en LIVE. Nunca lo que te pagan. Si lo desactivas, no estás en ninguna búsqueda que empiece después; las invitaciones abiertas terminan en el mismo momento. Si lo dejas desactivado, nadie te encuentra y no cambia nada más. Termina automáticamente después de un año, a menos que digas que sí de nuevo.',
    since: '2026-11-26',
  },
  {
    purpose: 'exact_numbers',
    version: 1,
    locale: 'es',
    title: 'Compartir números exactos',
    body: 'Las agencias que te encuentran leen tus números exactos. Si lo dejas desactivado, leen rangos, y los filtros y el orden también usan los rangos. Ninguna invitación depende de esto.',
    since: '2025-11-01',
  },
  {
    purpose: 'live_data',
    version: 1,
    locale: 'es',
    title: 'Compartir datos de LIVE con mi agencia',
    body: 'Tu propia agencia ve tus LIVE minuto a minuto, para el coaching. Empieza solo cuando tienes vínculo con una agencia. Si lo dejas desactivado, tu agencia ve solo lo que necesitan su contrato contigo y su contabilidad, y tu vínculo queda como está.',
    since: '2025-11-01',
  },
  {
    purpose: 'listening',
    version: 1,
    locale: 'es',
    title: 'Permitir que este Greenroom escuche mis LIVE públicos',
    body: 'Mientras estás en LIVE en público, un programa de este servidor escucha como puede hacerlo cualquier espectador. Se guarda, minuto a minuto, cuántas personas miran y cuántos regalos, seguimientos, veces compartido y mensajes de chat llegan; ningún texto del chat, ningún nombre de espectador, ninguna imagen y ningún sonido. Nada de eso cuenta como ingreso. Tú lo ves todo. Tu agencia lo ve minuto a minuto solo si además compartes datos de LIVE. Si lo dejas desactivado, nadie escucha y no cambia nada más. Si lo desactivas, desde ese momento no se recoge nada; lo que se escuchó antes queda en tus LIVE hasta que borres tu perfil. Termina automáticamente después de un año, a menos que digas que sí de nuevo.',
    since: '2026-11-26',
  },
];
