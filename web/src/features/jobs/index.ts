export { JobsPage } from './JobsPage';
export { RunTable } from './RunTable';
