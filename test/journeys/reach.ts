// What a keyboard, a small window, large letters and a wish for stillness meet on a page: looked at from inside it.
import type { Page } from 'playwright-core';

export interface Stop {
  name: string;
  /** A ring, a line or a shadow that was not there before. */
  seen: boolean;
  /** Some of it can be seen: no bar lies over the whole of it. */
  free: boolean;
  /** After the stop before it, as the document is read. */
  forward: boolean;
}

/** Put into the page: what a screen reader would call a thing, as far as the journeys need it. */
function naming(): void {
  const named = (el: Element): string => {
    const label = (el as HTMLInputElement).labels?.[0]?.textContent;
    const by = el
      .getAttribute('aria-labelledby')
      ?.split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '');
    return (el.getAttribute('aria-label') ?? by?.join(' ') ?? (label || el.textContent || (el as HTMLInputElement).name || el.tagName))
      .replaceAll(/\s+/g, ' ')
      .trim();
  };
  Object.assign(window, { named });
}
type Named = { named: (el: Element) => string };

/** Put into the page as it stands: the focus at its top, how everything looks without it, and each stop noted as a Tab comes to it. */
function watch(): void {
  const top = document.createElement('span');
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus({ preventScroll: true });
  top.remove();
  const ring = (el: Element | null, pseudo?: string) => {
    if (!el) return '';
    const style = getComputedStyle(el, pseudo);
    const outline = style.outlineStyle === 'none' || style.outlineWidth === '0px' ? '' : `${style.outlineWidth} ${style.outlineColor}`;
    return `${outline}|${style.boxShadow}`;
  };
  const look = (el: Element) =>
    [
      ring(el),
      ring(el, '::before'),
      ring(el, '::after'),
      ring(el.parentElement),
      ring(el.parentElement?.parentElement ?? null),
      ring(el.nextElementSibling),
      ring(el.previousElementSibling),
    ].join(';');
  const focusable = 'a[href],button,input,select,textarea,summary,[tabindex]';
  const shown = (el: Element) => el.checkVisibility({ visibilityProperty: true }) && !el.closest('[inert]');
  const inTurn = (el: Element) => {
    if ((el as HTMLElement).tabIndex < 0 || (el as HTMLButtonElement).disabled || !shown(el)) return false;
    if (!(el instanceof HTMLInputElement) || el.type !== 'radio' || el.checked) return true;
    const group = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(
      (one) => one.name === el.name && one.form === el.form,
    );
    return !group.some((one) => one.checked) && group[0] === el;
  };
  const { named } = window as unknown as Named;
  const before = new WeakMap<Element, string>();
  for (const el of document.querySelectorAll(focusable)) before.set(el, look(el));
  const due = [...document.querySelectorAll(focusable)].filter(inTurn);
  const met: Element[] = [];
  let last: Element | null = null;
  const stops: Stop[] = [];
  /** Until the focus goes out of the page, round to where it began, or backwards. */
  let over = false;
  const note = () => {
    const el = document.activeElement;
    over ||= !el || el === document.body || el === document.documentElement || el === met[0];
    if (!el || over) return;
    // A field for a date has a stop for the day, the month and the year.
    if (el === last && el instanceof HTMLInputElement && /^(date|time|month)/.test(el.type)) return;
    const again = met.includes(el);
    met.push(el);
    const now = look(el);
    const { left, top, width, height } = el.getBoundingClientRect();
    const points = [
      [0.5, 0.5],
      [0.1, 0.2],
      [0.9, 0.2],
      [0.1, 0.8],
      [0.9, 0.8],
    ].map(([x, y]) => document.elementFromPoint(left + width * x!, top + height * y!));
    const forward = !again && (!last || (last.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
    last = el;
    stops.push({
      name: named(el).slice(0, 60),
      seen: now !== (before.get(el) ?? ring(null)) && /(^|;)\d[^|;]*px|(^|;)[^|;]*\|(?!none)[^;]/.test(now),
      free: points.some(
        (hit) => hit && (hit === el || el.contains(hit) || hit.contains(el) || (hit.closest('label')?.contains(el) ?? false)),
      ),
      forward,
    });
    over = !forward;
  };
  // With the key's way up the focus has moved and what has it has been scrolled to.
  window.addEventListener('keyup', ({ key }) => key === 'Tab' && !over && note(), true);
  const missed = () => due.filter((el) => el.isConnected && inTurn(el) && !met.includes(el)).map((el) => named(el).slice(0, 60));
  Object.assign(window, { told: (): Told => ({ over, stops, missed: missed() }) });
}
interface Told {
  over: boolean;
  stops: Stop[];
  /** Has its turn, and no Tab came to it. */
  missed: string[];
}

/** Presses Tab many times at once: the way to the browser and back takes longer than a step. */
async function tabs(page: Page, count: number): Promise<void> {
  const keys = await page.context().newCDPSession(page);
  const tab = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  const sent = Array.from({ length: count }, () => [
    keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...tab }),
    keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...tab }),
  ]);
  await Promise.all(sent.flat());
  await keys.detach();
}

/** By Tab from the top of the page to its end. What is wrong on the way, a line each. */
export async function walkStops(page: Page, most = 400): Promise<{ stops: Stop[]; wrong: string[] }> {
  await page.evaluate(naming);
  await page.evaluate(watch);
  let now: Told;
  do {
    await tabs(page, 24);
    now = await page.evaluate(() => (window as unknown as { told(): Told }).told());
  } while (!now.over && now.stops.length <= most);
  const { stops, missed, over } = now;
  const wrong = stops.flatMap(({ name: it, seen, free, forward }) => [
    ...(seen ? [] : [`the focus on "${it}" cannot be seen`]),
    ...(free ? [] : [`something lies over "${it}"`]),
    ...(forward ? [] : [`Tab leads back to "${it}"`]),
  ]);
  if (over) wrong.push(...missed.map((it) => `Tab never comes to "${it}"`));
  else wrong.push(`no end after ${most} stops`);
  return { stops, wrong };
}

/** Put into the page: every Tab after the one that came to what fits is swallowed, so that many can be sent at once. */
function lookFor({ source, flags }: { source: string; flags: string }): void {
  const wanted = new RegExp(source, flags);
  const { named } = window as unknown as Named;
  const met: string[] = [];
  let found = false;
  const down = (event: KeyboardEvent) => {
    if (!found || event.key !== 'Tab') return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const up = ({ key }: KeyboardEvent) => {
    const el = document.activeElement;
    if (key !== 'Tab' || found || !el || el === document.body) return;
    met.push(named(el));
    found = wanted.test(met.at(-1)!);
  };
  window.addEventListener('keydown', down, true);
  window.addEventListener('keyup', up, true);
  const told = () => {
    if (found) window.removeEventListener('keydown', down, true);
    if (found) window.removeEventListener('keyup', up, true);
    return { found, met };
  };
  Object.assign(window, { told });
}

/** By Tab to the next thing whose name fits. */
export async function tabTo(page: Page, wanted: RegExp, most = 240): Promise<void> {
  // A dialog takes the focus a frame after it is seen; whoever were quicker than that would have it taken away again.
  await page.waitForFunction(() => [...document.querySelectorAll('.dialog')].at(-1)?.contains(document.activeElement) ?? true);
  await page.evaluate(naming);
  await page.evaluate(lookFor, { source: wanted.source, flags: wanted.flags });
  let met: string[] = [];
  for (let sent = 0; sent < most; sent += 12) {
    await tabs(page, 12);
    const told = await page.evaluate(() => (window as unknown as { told(): { found: boolean; met: string[] } }).told());
    if (told.found) return;
    ({ met } = told);
  }
  throw new Error(`no ${wanted} by Tab; met: ${[...new Set(met)].join(' | ').slice(0, 800)}`);
}

/** Whatever would move for longer than a hundredth of a second, as the page stands and for every class that the styles move. */
export async function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const rules = (list: CSSRuleList): CSSStyleRule[] =>
      [...list].flatMap((rule) => {
        const inner = (rule as CSSGroupingRule).cssRules as CSSRuleList | undefined;
        return [...(rule instanceof CSSStyleRule ? [rule] : []), ...(inner ? rules(inner) : [])];
      });
    const movers = [...document.styleSheets]
      .flatMap((sheet) => rules(sheet.cssRules))
      .filter(({ style }) => /transition|animation/.test(style.cssText));
    const classes = [...new Set(movers.flatMap(({ selectorText }) => selectorText.match(/\.[a-z][\w-]*/g) ?? []))];
    const probes = document.createElement('div');
    document.body.append(probes);
    for (const name of classes) {
      const probe = document.createElement('div');
      probe.className = name.slice(1);
      probe.append(document.createElement('i'), document.createElement('span'));
      probes.append(probe);
    }
    const seconds = (list: string) =>
      Math.max(...list.split(',').map((one) => (one.trim().endsWith('ms') ? parseFloat(one) / 1000 : parseFloat(one) || 0)));
    const found = [...document.querySelectorAll('*')].flatMap((el) =>
      [undefined, '::before', '::after'].flatMap((pseudo) => {
        const style = getComputedStyle(el, pseudo);
        const moves = [
          style.transitionProperty === 'none' ? 0 : seconds(style.transitionDuration),
          style.animationName === 'none' ? 0 : seconds(style.animationDuration),
        ];
        return Math.max(...moves) > 0.01 ? [`${el.tagName.toLowerCase()}.${el.className}${pseudo ?? ''} ${Math.max(...moves)} s`] : [];
      }),
    );
    const running = document.getAnimations().flatMap((one) => {
      const ms = Number(one.effect?.getComputedTiming().duration ?? 0);
      return ms > 10 ? [`an animation of ${ms} ms`] : [];
    });
    probes.remove();
    return [...new Set([...found, ...running])];
  });
}

/** Letters twice as large in boxes that stay as they are, as a browser that enlarges text only shows the page; gives back the way back. */
export async function enlarge(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const undo: (() => void)[] = [];
    const double = (value: string) => value.replace(/^(-?[\d.]+)(px|rem)$/, (_all, n: string, unit: string) => `${Number(n) * 2}${unit}`);
    const visit = (list: CSSRuleList): void => {
      for (const rule of list) {
        if (rule instanceof CSSStyleRule)
          for (const name of Array.from(rule.style)) {
            if (!/^(font-size|line-height|--(t|l|base-t|base-l|ctl-t|ctl-l|ctl-sm-t|text)(-.*)?)$/.test(name)) continue;
            const [value, priority] = [rule.style.getPropertyValue(name).trim(), rule.style.getPropertyPriority(name)];
            if (double(value) === value) continue;
            rule.style.setProperty(name, double(value), priority);
            undo.push(() => rule.style.setProperty(name, value, priority));
          }
        const inner = (rule as CSSGroupingRule).cssRules as CSSRuleList | undefined;
        if (inner) visit(inner);
      }
    };
    for (const sheet of document.styleSheets) visit(sheet.cssRules);
    Object.assign(window, { undo });
  });
  return () => undone(page);
}

/** Words as long as German ones: half as long again, and none of them breaks by itself. Gives back the way back. */
export async function lengthen(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const undo: (() => void)[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const [at, text] = [node, node.textContent!];
      const long = text.replaceAll(/\p{L}{5,}/gu, (word) => word + word.slice(0, Math.ceil(word.length / 2)).toLowerCase());
      if (long === text || at.parentElement?.closest('script, style, bdi')) continue;
      at.textContent = long;
      undo.push(() => {
        if (at.textContent === long) at.textContent = text;
      });
    }
    Object.assign(window, { undo });
  });
  return () => undone(page);
}
const undone = (page: Page) => page.evaluate(() => (window as unknown as { undo: (() => void)[] }).undo.forEach((one) => one()));

/** Sideways scroll of the page, and words that their box cuts off or lets stick out. An ellipsis says itself that there is more. */
export async function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const words = (el: Element) => [...el.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '');
    const said = (el: Element) => `${el.tagName.toLowerCase()}.${String(el.className)} "${el.textContent!.trim().slice(0, 40)}"`;
    const wide = [...document.querySelectorAll('body *')].filter((el) => {
      if (sideways <= 0 || !el.checkVisibility()) return false;
      const box = el.getBoundingClientRect();
      return box.right > document.documentElement.clientWidth + 1 || box.left < -1;
    });
    const texts = [...document.querySelectorAll('body *')].filter(
      (el) =>
        words(el) &&
        el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !el.closest('.sr-only, .skip, option, [aria-hidden=true], svg'),
    );
    const boxed = texts.flatMap((el) => {
      const rects = [...el.childNodes].flatMap((node) => {
        if (node.nodeType !== Node.TEXT_NODE || node.textContent!.trim() === '') return [];
        const range = document.createRange();
        range.selectNodeContents(node);
        return [range.getBoundingClientRect()];
      });
      const text = {
        left: Math.min(...rects.map(({ left }) => left)),
        right: Math.max(...rects.map(({ right }) => right)),
        top: Math.min(...rects.map(({ top }) => top)),
        bottom: Math.max(...rects.map(({ bottom }) => bottom)),
      };
      const slack = Math.max(3, (parseFloat(getComputedStyle(el).lineHeight) || 0) / 8);
      // Its own box, unless it flows in a line, and every box round it that cuts off what is outside.
      for (let box: Element | null = el; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.textOverflow === 'ellipsis') return [];
        const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
        if (scrolls && box !== el) return [];
        const clips = /hidden|clip/.test(style.overflowX + style.overflowY);
        if (box === el ? style.display === 'inline' : !clips) continue;
        const { left, right, top, bottom } = box.getBoundingClientRect();
        const over = Math.max(left - text.left, text.right - right) > 3 || Math.max(top - text.top, text.bottom - bottom) > slack;
        if (over && text.right > text.left) return [`${said(el)} sticks out of ${box === el ? 'its box' : said(box)}`];
      }
      return [];
    });
    return [...(sideways > 0 ? [`sideways by ${sideways} px: ${wide.slice(-2).map(said).join('; ')}`] : []), ...boxed];
  });
}
