export { DatasetPage } from './DatasetPage';
export { Thumbnail } from './Thumbnail';
export { CubePicture } from './CubePicture';
export { CubePicker } from './CubePicker';
