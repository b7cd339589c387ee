export { LookPage } from './LookPage';
export { SharedViewPage } from './SharedViewPage';
