import { expect, test } from 'vitest';
import { readRefusal } from './refusal';

const told = { code: 'sign-in-declined', title: 'The facility; did not let you in = no', help: 'Sign in again.' };

test('a refusal is found among other cookies', () => {
  const refusal = readRefusal(`a=b; etalon_refused=${encodeURIComponent(JSON.stringify(told))}; c=d`);

  expect(refusal).toMatchObject({ code: told.code, message: told.title, help: told.help });
});

test.each(['', 'a=b', 'etalon_refused=', 'etalon_refused=%', 'etalon_refused=null', 'not_etalon_refused=x'])('there is none in %s', (cookies) => {
  expect(readRefusal(cookies)).toBeUndefined();
});
