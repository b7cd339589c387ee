/** H5Web's plots as the viewer uses them; loaded when the first of them is shown. */
export { H5WebHeatmap } from './H5WebHeatmap';
export { H5WebLine } from './H5WebLine';
