/** What a request carries besides the cookie. The bearer token lives as long as the browser's tab. */
const bearerKey = 'etalon.bearer';

let csrf = '';

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
};
