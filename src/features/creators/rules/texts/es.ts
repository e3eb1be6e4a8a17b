import type { Text } from '../texts.ts';

/** Version 1, es; the English text stands in texts.ts. */
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
];
