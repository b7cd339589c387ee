export { H5WebPage } from './H5WebPage';
