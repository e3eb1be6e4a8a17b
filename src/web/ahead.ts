/** What first.js found out and asked for while the program was loading. */
interface Ahead {
  language: string;
  /** Where the words of this build are. */
  folder: string;
  /** Whose words the screen of this address needs. */
  part?: string;
  answers: Record<string, Promise<Response>>;
  /** The stylesheet is on, or cannot be had. */
  dressed: Promise<unknown>;
}

export const { ahead } = globalThis as { ahead?: Ahead };

/** The answer to what was asked ahead, once. */
export function takeAhead(address: string): Promise<Response> | undefined {
  const answer = ahead?.answers[address];
  delete ahead?.answers[address];
  return answer;
}

/** By what name the words of a screen are kept: `/a/$agencyId/today` -> `a-agencyId-today`. */
export const partOf = (path: string): string => path.slice(1).replaceAll('/', '-').replaceAll('$', '');
