export { RequireSession } from './RequireSession';
export { SignInPage } from './SignInPage';
export { useSession, sessionQuery } from './useSession';
