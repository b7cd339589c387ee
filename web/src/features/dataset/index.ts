export { DatasetPage } from './DatasetPage';
export { DatasetCards } from './DatasetCards';
export { Thumbnail } from './Thumbnail';
export { CubePicture } from './CubePicture';
export { CubePicker } from './CubePicker';
