import { most, type EventProblem } from '../contract.ts';

/** An event as it was sent, at its place; or why there is none. */
export interface Sent {
  values: unknown[];
  problems: { index: number; code: EventProblem }[];
  /** The place of each value among all that was sent. */
  places: number[];
}
export type Unreadable = 'live.empty' | 'live.not_a_list' | 'live.too_many';

const blank = /^\s*$/;
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Cuts a body into events: an array where it begins with a bracket, else one object a line. A line that is cut off is told by its index
 * and costs no other; an array that is cut off is no JSON at all. `single`: one event may stand alone.
 */
export function splitBody(body: string, lines: boolean, single = false): Sent | Unreadable {
  if (blank.test(body)) return 'live.empty';
  return lines ? splitLines(body) : splitArray(body, single);
}

function splitArray(body: string, single: boolean): Sent | Unreadable {
  let values: unknown;
  try {
    values = JSON.parse(body);
  } catch {
    return 'live.not_a_list';
  }
  if (single && isObject(values)) return { values: [values], problems: [], places: [0] };
  // Where nothing is an object there is no event to tell of by its index.
  if (!Array.isArray(values) || (values.length > 0 && !values.some(isObject))) return 'live.not_a_list';
  if (values.length === 0) return 'live.empty';
  if (values.length > most.events) return 'live.too_many';
  return { values, problems: [], places: values.map((_, i) => i) };
}

/** Empty lines are none: the index counts events. */
function splitLines(body: string): Sent | Unreadable {
  const sent: Sent = { values: [], problems: [], places: [] };
  let index = 0;
  for (let from = 0; from < body.length;) {
    const end = body.indexOf('\n', from);
    const line = body.slice(from, end < 0 ? body.length : end);
    from = end < 0 ? body.length : end + 1;
    if (blank.test(line)) continue;
    if (index === most.events) return 'live.too_many';
    try {
      sent.values.push(JSON.parse(line));
      sent.places.push(index);
    } catch {
      sent.problems.push({ index, code: 'live.not_json' });
    }
    index++;
  }
  return sent;
}
