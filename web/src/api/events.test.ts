import { expect, test } from 'vitest';
import { parseEvents } from './events';

test('whole events are read, and the beginning of the next one waits', () => {
  expect(parseEvents('event: progress\ndata: {"done":0.5}\n\nevent: end\ndata: {}\n\nevent: pro')).toEqual({
    events: [
      { name: 'progress', data: '{"done":0.5}' },
      { name: 'end', data: '{}' },
    ],
    rest: 'event: pro',
  });
});

test('an event without a name is a message', () => {
  expect(parseEvents('data: a\ndata: b\n\n').events).toEqual([{ name: 'message', data: 'a\nb' }]);
});
