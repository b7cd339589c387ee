import { send } from './client';

export interface ServerEvent {
  name: string;
  data: string;
}

/** Splits a stream of server-sent events; what is not finished yet stays in `rest`. */
export function parseEvents(text: string): { events: ServerEvent[]; rest: string } {
  const blocks = text.split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.map((block) => {
    const lines = block.split('\n');
    const of = (field: string) => lines.filter((line) => line.startsWith(`${field}: `)).map((line) => line.slice(field.length + 2));
    return { name: of('event')[0] ?? 'message', data: of('data').join('\n') };
  });
  return { events, rest };
}

/** Reads server-sent events with the session's credentials, which EventSource cannot carry. */
export async function* watch(path: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const { body } = await send(path, { signal });
  if (!body) {
    return;
  }
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const parsed = parseEvents(text + value);
    text = parsed.rest;
    yield* parsed.events;
  }
}
