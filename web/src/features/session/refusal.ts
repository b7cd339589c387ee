import { Problem } from '../../api/problem';

const name = 'etalon_refused';

interface Told {
  code: unknown;
  title: unknown;
  help: unknown;
}

/** Why the server sent the browser here instead of signing it in; it is told once. Text in an address could be anybody's, so it is in a cookie. */
export function takeRefusal(): Problem | undefined {
  const told = readRefusal(document.cookie);
  if (told) {
    document.cookie = `${name}=; Path=/signin; Max-Age=0; SameSite=Lax`;
  }
  return told;
}

/** The refusal in a document's cookies; undefined if there is none, or if it cannot be read. */
export function readRefusal(cookies: string): Problem | undefined {
  const text = cookies
    .split('; ')
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  if (!text) {
    return undefined;
  }
  try {
    const { code, title, help } = JSON.parse(decodeURIComponent(text)) as Told;
    return new Problem(403, String(code), String(title), String(help));
  } catch {
    return undefined;
  }
}
