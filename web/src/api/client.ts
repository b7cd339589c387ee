import { credentials } from './credentials';
import { connection } from './connection';
import { Problem } from './problem';

export type Query = Record<string, string | number | boolean | undefined>;

interface Options {
  method?: string;
  query?: Query;
  /** Sent as JSON; bytes are sent as they are, with the type that `headers` say. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The address of an API path with its query. */
export function address(path: string, query: Query = {}): string {
  const text = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  ).toString();
  return text ? `${path}?${text}` : path;
}

/** Sends a request; throws a Problem for every answer that is none, and for no answer. */
export async function send(path: string, { method = 'GET', query, body, headers: given, signal }: Options = {}): Promise<Response> {
  const headers = new Headers(given);
  const bytes = body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : undefined;
  if (credentials.bearer) {
    headers.set('Authorization', `Bearer ${credentials.bearer}`);
  } else if (method !== 'GET' && credentials.csrf) {
    headers.set('X-Etalon-Csrf', credentials.csrf);
  }
  if (body !== undefined && !bytes) {
    headers.set('Content-Type', 'application/json');
  }
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      method,
      headers,
      signal: signal ?? null,
      body: bytes ?? (body === undefined ? null : JSON.stringify(body)),
    });
  } catch (error) {
    // Given up by whoever asked, at once or after a time: the server may well be there.
    if (error instanceof DOMException && ['AbortError', 'TimeoutError'].includes(error.name)) {
      throw error;
    }
    connection.lost();
    throw new Problem(0, 'server-away', 'The server does not answer.', 'It may be starting again; the page tries by itself.');
  }
  if (response.status >= 502 && response.status <= 504) {
    connection.lost();
  } else {
    connection.found();
  }
  if (!response.ok) {
    throw await Problem.of(response);
  }
  return response;
}

/** Sends a request and reads its JSON; an empty answer is undefined. */
export async function json<T>(path: string, options?: Options): Promise<T> {
  const text = await (await send(path, options)).text();
  return (text ? JSON.parse(text) : undefined) as T;
}
