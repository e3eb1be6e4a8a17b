/** What is used of it, in the version that is named in README. It is installed by whoever listens, not by us. */
declare module 'tiktok-live-connector/legacy' {
  export const WebcastPushConnection: new (account: string, options: object) => import('./listen.ts').Connection;
}
