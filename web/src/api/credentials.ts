/** What a request carries besides the cookie. The bearer token lives as long as the browser's tab. */
const bearerKey = 'etalon.bearer';

let csrf = '';
let person = '';

export const credentials = {
  get bearer(): string {
    return sessionStorage.getItem(bearerKey) ?? '';
  },
  set bearer(token: string) {
    if (token) {
      sessionStorage.setItem(bearerKey, token);
    } else {
      sessionStorage.removeItem(bearerKey);
    }
  },
  get csrf(): string {
    return csrf;
  },
  set csrf(value: string) {
    csrf = value;
  },
  /** Whose they are, by id; empty for nobody. What one person began must not go on as another one. */
  get person(): string {
    return person;
  },
  set person(id: string) {
    person = id;
  },
};
