const loaders = [
  // Three hundred faces of Chinese, Japanese and Korean are a rule each.
  {
    holds: /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[\ud840-\ud8bf]/,
    load: () => import('./styles/scripts-east.css'),
  },
  { holds: /[\u0370-\u10ff\u1200-\u1dff\u1f00-\u1fff\ufb50-\ufdff\ufe70-\ufeff]/, load: () => import('./styles/scripts.css') },
];

/** The faces of a script beside Latin are loaded when its first character is answered, typed or spoken: most pages never need them. */
export function hearScripts(text: string): void {
  for (const one of loaders.filter(({ holds }) => holds.test(text))) {
    loaders.splice(loaders.indexOf(one), 1);
    void one.load();
  }
}
