import { sample } from './format';
import css from './LineChart.module.css';

interface CurveTableProps {
  label: string;
  positionLabel: string;
  writePosition: (position: number) => string;
  curves: { name: string; position: ArrayLike<number>; value: ArrayLike<number> }[];
}

/** A screen's worth of rows; more is asked for as a file. */
const mostRows = 400;

/** Curves as a table, for those who read rather than see. */
export function CurveTable({ label, positionLabel, writePosition, curves }: CurveTableProps) {
  const rows = Math.min(mostRows, curves[0]?.position.length ?? 0);
  return (
    <details className={css.twin}>
      <summary>The same as a table</summary>
      <div className={css.table} tabIndex={0} role="region" aria-label={`${label} as a table`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{positionLabel}</th>
              {curves.map((curve) => (
                <th key={curve.name} scope="col">
                  {curve.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, index) => (
              <tr key={index}>
                <td>{writePosition(curves[0]?.position[index] ?? 0)}</td>
                {curves.map((curve) => (
                  <td key={curve.name}>{sample(curve.value[index] ?? NaN)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
