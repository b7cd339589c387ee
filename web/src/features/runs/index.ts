export { progressText } from './progressText';
export { RunPage } from './RunPage';
export { StateTag } from './StateTag';
export { useLiveRun } from './useLiveRun';
