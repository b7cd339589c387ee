export { CataloguePage } from './CataloguePage';
export { LaunchPage } from './LaunchPage';
export { workflowGraph } from './workflowGraph';
