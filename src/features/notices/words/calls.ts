/** What the morning mail says of those who need a call, in the sentences of the screen Today. All that is put in is written already. */
export interface CallWords {
  /** After the first sentence: for so many a call still changes the month. */
  changing: (count: string, month: string) => string;
  reasons: {
    no_live: (days: string) => string;
    newcomer: (joinedOn: string) => string;
    minutes_short: (days: string, minutes: string) => string;
    fewer_live_days: (live: string, days: string) => string;
    shorter: (less: string) => string;
    thinner: (fans: string, before: string) => string;
    /** null: there is nothing usual to compare with. */
    falling: (less: string | null) => string;
    within_reach: (goal: string) => string;
    appeal_closes: (on: string) => string;
    term_ends: (on: string) => string;
  };
  goals: { gate: string; tier: (tier: string) => string; graduation: string; own: string };
  /** What the month still takes. `of`: the days that are left. */
  need: {
    someDays: (time: string, days: string, of: string) => string;
    eachDay: (time: string, of: string) => string;
    lastDay: (time: string) => string;
    andDiamonds: (live: string, diamonds: string) => string;
    diamonds: (diamonds: string, of: string) => string;
    diamondsLast: (diamonds: string) => string;
  };
  /** What a call can still change: until when, and what it takes. */
  change: (month: string, until: string | null, need: string | null) => string;
  hours: (h: string) => string;
  hoursMinutes: (h: string, m: string) => string;
  minutes: (m: string) => string;
  fromTo: (from: string, to: string) => string;
  more: (count: string) => string;
  asOf: (on: string) => string;
}
