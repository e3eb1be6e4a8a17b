// Runs before the first paint. A chosen theme must not flash: no choice means the system's.
function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // Storage may be forbidden; what the system and the browser say then stands.
  }
}

const theme = kept('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

/** Puts the stylesheet on when it has come: the lamp is painted before. */
function dress(sheet) {
  return new Promise((done) => {
    const on = () => done(sheet && (sheet.media = 'all'));
    if (!sheet || sheet.sheet) on();
    else sheet.onload = sheet.onerror = on;
  });
}

// The screen of this address, what it reads and the words that it will be read in are asked for now, not when the program has found out that it needs them.
// A wrong guess costs nothing but a file: the program asks by itself for what is missing.
const { files, rooms, words } = JSON.parse(
  document.getElementById('ahead')?.textContent || '{"files":[],"rooms":[],"words":{"languages":[]}}',
);
const page = document.documentElement;
const near = (tag) => words.languages.find((one) => one === tag || one.split('-')[0] === tag.split('-')[0]);
const language = [kept('language') || [], navigator.languages || []].flat().map(near).find(Boolean) || 'en';
page.lang = language;
page.dir = language === 'ar' ? 'rtl' : 'ltr';
const [, part, parts = [], reads = []] = rooms.find(([path]) => new RegExp(path).test(location.pathname)) || [];
for (const number of parts) {
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.crossOrigin = '';
  link.href = `/${files[number]}`;
  document.head.append(link);
}
// `api.ts` and `words.ts` take each answer once, in place of their own first question.
window.ahead = { language, folder: words.folder, part, answers: {}, dressed: dress(document.querySelector('link[media=print]')) };
const ask = (path) => {
  const answer = fetch(path, { headers: { accept: 'application/json', 'accept-language': language } });
  answer.catch(() => {}); // whoever takes it hears of it
  window.ahead.answers[path] = answer;
};
for (const name of ['begin', part]) if (name) ask(`/${words.folder}/${language}/${name}.json`);
reads.forEach(ask);
