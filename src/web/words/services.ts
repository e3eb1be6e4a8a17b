import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { Terms } from '../client.gen.ts';
import { list, money } from '../format.ts';
import { days, months } from './plain.ts';

type Services = NonNullable<Terms['services']>;
export type Service = keyof Services;

/** What an agency may promise to do once, in the order in which it is told. */
const services: Record<Service, MessageDescriptor> = {
  training: msg`a training course`,
  plan: msg`a written LIVE plan`,
  mentor: msg`a mentor`,
  equipment: msg`equipment to use`,
  studio: msg`time in a studio`,
  promotion: msg`a promoted LIVE`,
};
export const allServices = Object.keys(services) as Service[];
export const serviceOf = (service: Service): string => i18n._(services[service]);

/** A sentence of its own begins with a capital, where the script has them. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
/** "a training course within 14 days, a mentor within 30 days"; empty where nothing is promised. */
export function promised(terms: Pick<Terms, 'services'>): string {
  const said = allServices.flatMap((service) => {
    const within = terms.services?.[service];
    return within === undefined ? [] : [t`${serviceOf(service)} within ${days(within)}`];
  });
  return said.length === 0 ? '' : list(said);
}
/** "€300.00" */
export const guaranteed = ({ amountMinor, currency }: NonNullable<Terms['guarantee']>): string =>
  money({ amountMinor: String(amountMinor), currency });
/** "€300.00 a month, the first 3 months" */
export function guarantee(of: NonNullable<Terms['guarantee']>): string {
  const [amount, term] = [guaranteed(of), months(of.months)];
  return t`${amount} a month, the first ${term}`;
}
