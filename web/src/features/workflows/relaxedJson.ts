/** Reads JSON with comments and trailing commas, as workflow files are written. */
export function relaxedJson(text: string): unknown {
  // Strings come first in each pattern, so that what looks like a comment or a comma inside of them stays.
  const plain = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted: string | undefined) => quoted ?? '')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, quoted: string | undefined) => quoted ?? '');
  return JSON.parse(plain);
}
