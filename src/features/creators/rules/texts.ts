import type { Locale } from '#src/lib/locales.ts';
import type { Purpose } from '../contract.ts';
import { ar } from './texts/ar.ts';
import { es } from './texts/es.ts';
import { ja } from './texts/ja.ts';
import { ptBR } from './texts/pt-BR.ts';
import { zhHans } from './texts/zh-Hans.ts';

export interface Text {
  purpose: Purpose;
  version: number;
  locale: Locale;
  title: string;
  body: string;
  since: string;
}

const english: Text[] = [
  {
    purpose: 'discovery',
    version: 1,
    locale: 'en',
    title: 'Agency invitation',
    body: 'Agencies here can search for you and send you an invitation. They see your profile and ranges of your numbers. Switch it off and you are in no search that starts after that; open invitations end at the same moment. If you leave it off, nobody finds you, and nothing else changes. It ends by itself after a year unless you say yes again.',
    since: '2025-11-01',
  },
  {
    purpose: 'discovery',
    version: 2,
    locale: 'en',
    title: 'Agency invitation',
    body: 'Agencies here can search for you and send you an invitation. They see your profile, ranges of your numbers, and whether you belong to an agency, never to which. Of your LIVEs in the last 28 days, as far as this Greenroom knows them, they see ranges of: average viewers, time on air, valid days, diamonds received, how many viewers give and how many come back, growth; and the hours of the day in which you usually are LIVE. Never what you are paid. Switch it off and you are in no search that starts after that; open invitations end at the same moment. If you leave it off, nobody finds you, and nothing else changes. It ends by itself after a year unless you say yes again.',
    since: '2026-11-26',
  },
  {
    purpose: 'exact_numbers',
    version: 1,
    locale: 'en',
    title: 'Share exact numbers',
    body: 'Agencies that find you read your exact numbers. If you leave it off, they read ranges, and filters and sorting use the ranges too. No invitation depends on it.',
    since: '2025-11-01',
  },
  {
    purpose: 'live_data',
    version: 1,
    locale: 'en',
    title: 'Share LIVE data with my agency',
    body: 'Your own agency sees your LIVEs minute by minute, for coaching. It starts only once you belong to an agency. If you leave it off, your agency sees only what its contract with you and its books need, and your membership stays as it is.',
    since: '2025-11-01',
  },
  {
    purpose: 'listening',
    version: 1,
    locale: 'en',
    title: 'Let this Greenroom listen to my public LIVEs',
    body: 'While you are LIVE in public, a program of this server listens as any viewer can. Kept are, minute by minute, how many watch and how many gifts, follows, shares and chat messages come; no text of a chat, no name of a viewer, no picture and no sound. None of it counts as income. You see all of it. Your agency sees it minute by minute only if you share LIVE data as well. If you leave it off, nobody listens, and nothing else changes. Switch it off and nothing is taken in from that moment; what was heard before stays in your LIVEs until you delete your profile. It ends by itself after a year unless you say yes again.',
    since: '2026-11-26',
  },
];

/**
 * The texts that a creator agrees to. A published version is never edited: a change is a new version, and whoever agreed to an older
 * one keeps that record.
 */
export const texts: Text[] = [...english, ...zhHans, ...es, ...ptBR, ...ar, ...ja];

/** The version of a permission's text that is asked for now. */
export const newestVersion = (purpose: Purpose): number => Math.max(...english.filter((t) => t.purpose === purpose).map((t) => t.version));
