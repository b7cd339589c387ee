export { ManualPage } from './ManualPage';
