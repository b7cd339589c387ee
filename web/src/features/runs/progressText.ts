import type { Progress, Run } from '../../api/types';
import { bytes, seconds } from '../../ui/format';

/** How far a run is that goes on. */
export function progressText(run: Run, progress: Progress | undefined): string {
  if (run.state === 'queued') {
    return 'Waiting for its turn.';
  }
  if (!progress) {
    return 'Starting …';
  }
  const { section = 1, sections = 1, done = 0, bytesPerSecond, secondsLeft } = progress;
  const speed = bytesPerSecond ? `, ${bytes(bytesPerSecond)}/s` : '';
  return `Part ${section} of ${sections}, ${Math.round(done * 100)} %${speed}${secondsLeft ? `, about ${seconds(secondsLeft)} left` : ''}`;
}
