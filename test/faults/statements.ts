/** The statements of a text of SQL, cut at each semicolon that stands in no quotes, no body of a function and no comment. */
export function statementsIn(text: string): string[] {
  const parts: string[] = [];
  const skip = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;/g;
  let from = 0;
  for (const { 0: found, index } of text.matchAll(skip)) {
    if (found !== ';') continue;
    parts.push(text.slice(from, index));
    from = index + 1;
  }
  parts.push(text.slice(from));
  // What is only comments is no statement.
  return parts.filter((part) => part.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim() !== '');
}
