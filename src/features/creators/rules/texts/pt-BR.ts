import type { Text } from '../texts.ts';

/** In pt-BR; the English text stands in texts.ts. */
export const ptBR: Text[] = [
  {
    purpose: 'discovery',
    version: 1,
    locale: 'pt-BR',
    title: 'Convite de agências',
    body: 'Aqui, as agências podem buscar você e enviar um convite a você. Elas veem seu perfil e faixas dos seus números. Se você desativar, não está em nenhuma busca que comece depois disso; os convites abertos terminam no mesmo momento. Se você deixar desativado, ninguém encontra você e nada mais muda. Termina automaticamente depois de um ano, a menos que você diga sim de novo.',
    since: '2025-11-01',
  },
  {
    purpose: 'discovery',
    version: 2,
    locale: 'pt-BR',
    title: 'Convite de agências',
    body: 'Aqui, as agências podem buscar você e enviar um convite a você. Elas veem seu perfil, faixas dos seus números e se você pertence a uma agência, nunca a qual. Das suas LIVEs dos últimos 28 dias, até onde este Greenroom as conhece, elas veem faixas de: média de espectadores, tempo no ar, dias válidos, diamantes recebidos, quantos espectadores presenteiam e quantos voltam, e crescimento; e as horas do dia em que você costuma estar em LIVE. Nunca o que pagam a você. Se você desativar, não está em nenhuma busca que comece depois disso; os convites abertos terminam no mesmo momento. Se você deixar desativado, ninguém encontra você e nada mais muda. Termina automaticamente depois de um ano, a menos que você diga sim de novo.',
    since: '2026-11-26',
  },
  {
    purpose: 'exact_numbers',
    version: 1,
    locale: 'pt-BR',
    title: 'Compartilhar números exatos',
    body: 'As agências que encontram você leem seus números exatos. Se você deixar desativado, elas leem faixas, e os filtros e a ordem também usam as faixas. Nenhum convite depende disso.',
    since: '2025-11-01',
  },
  {
    purpose: 'live_data',
    version: 1,
    locale: 'pt-BR',
    title: 'Compartilhar dados de LIVE com minha agência',
    body: 'Sua própria agência vê suas LIVEs minuto a minuto, para o coaching. Começa só quando você tem vínculo com uma agência. Se você deixar desativado, sua agência vê só o que o contrato dela com você e a contabilidade dela precisam, e seu vínculo continua como está.',
    since: '2025-11-01',
  },
  {
    purpose: 'listening',
    version: 1,
    locale: 'pt-BR',
    title: 'Permitir que este Greenroom escute minhas LIVEs públicas',
    body: 'Enquanto você está em LIVE em público, um programa deste servidor escuta como qualquer espectador pode fazer. Fica guardado, minuto a minuto, quantas pessoas assistem e quantos presentes, novos seguidores, compartilhamentos e mensagens de chat chegam; nenhum texto do chat, nenhum nome de espectador, nenhuma imagem e nenhum som. Nada disso conta como renda. Você vê tudo. Sua agência vê minuto a minuto só se você também compartilhar dados de LIVE. Se você deixar desativado, ninguém escuta, e nada mais muda. Ao desativar, nada é recolhido a partir daquele momento; o que foi escutado antes fica nas suas LIVEs até você apagar seu perfil. Termina automaticamente depois de um ano, a menos que você diga sim de novo.',
    since: '2026-11-26',
  },
];
