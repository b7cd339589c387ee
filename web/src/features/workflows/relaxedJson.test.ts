import { expect, test } from 'vitest';
import { relaxedJson } from './relaxedJson';

test('comments and trailing commas are left out', () => {
  expect(relaxedJson('{ // one\n "a": [1, 2,], /* two\n lines */ "b": 3, }')).toEqual({ a: [1, 2], b: 3 });
});

test('strings stay as they are', () => {
  const text = String.raw`{ "url": "http://x/*y*/", "quote": "a\"b // c", "list": "1,]" }`;

  expect(relaxedJson(text)).toEqual({ url: 'http://x/*y*/', quote: 'a"b // c', list: '1,]' });
});

test('what is no JSON is refused', () => {
  expect(() => relaxedJson('{ a: 1 }')).toThrow();
});
