export { RunPage } from './RunPage';
export { StateTag } from './StateTag';
