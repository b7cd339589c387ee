/** A search as people write it: words, and conditions such as `energy > 20 keV`, with commas between. */
export interface Search {
  text: string;
  where: string[];
}

const form = /^(?:(?<words>.*?)\s)?\s*(?<key>[^\s<>=,]+)\s*(?<sign><=|>=|<|>|=)\s*(?<value>.+)$/;

/** Reads `fibres, energy > 20 keV and axis = time`: what has a sign of comparison is a condition, the rest are words. */
export function parseSearch(input: string): Search {
  const words: string[] = [];
  const where: string[] = [];
  for (const part of input.split(/,|;|\band\b/).map((piece) => piece.trim())) {
    const groups = form.exec(part)?.groups;
    if (groups?.key && groups.sign && groups.value) {
      where.push(condition(groups.key, groups.sign, groups.value));
      if (groups.words?.trim()) {
        words.push(groups.words.trim());
      }
    } else if (part) {
      words.push(part);
    }
  }
  return { text: words.join(' '), where };
}

/** A condition as the server reads it. */
export function condition(key: string, sign: string, value: string, unit = ''): string {
  return `${key} ${sign} ${value.trim()}${unit.trim() ? ` ${unit.trim()}` : ''}`;
}

/** Adds a condition once, or takes it away. */
export function toggled(where: string[], one: string): string[] {
  return where.includes(one) ? where.filter((other) => other !== one) : [...where, one];
}
