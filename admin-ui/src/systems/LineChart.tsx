import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { pathOf, scaleOf, type ChartPoint } from './chart-path.js';

export type Line = { name: string; points: ChartPoint[] };
type Props = { title: string; lines: readonly Line[]; from: number; to: number; longestMs: number; unit: string; least: number; summary: string };

const [WIDTH, HEIGHT] = [600, 110];
/** Told apart by their strokes, not by colour alone (WCAG 1.4.1). */
const STROKES = [{ stroke: '#0b5c4d' }, { stroke: '#9a4600', strokeDasharray: '6 4' }] as const;

/** Lines over time in Asia/Shanghai. What it shows stands in words beside it and in a table below the charts. */
export function LineChart({ title, lines, from, to, longestMs, unit, least, summary }: Props) {
  const most = scaleOf(lines.flatMap(({ points }) => points.flatMap(({ value }) => value ?? [])), least);
  const frame = { from, to, most, width: WIDTH, height: HEIGHT };
  return (
    <Box component="figure" sx={{ m: 0, minWidth: 0 }}>
      <Box component="figcaption" sx={{ display: 'flex', columnGap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        <Typography component="span" variant="subtitle2">{title}</Typography>
        {lines.length > 1 && lines.map(({ name }, n) => (
          <Typography key={name} component="span" variant="body2" color="textSecondary" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
            <svg width="28" height="8" aria-hidden="true"><path d="M0 4h28" fill="none" strokeWidth="2" {...STROKES[n]} /></svg>
            {name}
          </Typography>
        ))}
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: '4.5em 1fr' }}>
        <Typography component="span" variant="caption" color="textSecondary" aria-hidden="true" sx={{ display: 'flex', flexDirection: 'column', justifyContent: 'space-between', textAlign: 'right', pr: 1 }}>
          <span>{most} {unit}</span>
          <span>0</span>
        </Typography>
        <Box component="svg" role="img" aria-label={`${title}: ${summary}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" sx={{ width: '100%', height: HEIGHT, display: 'block', borderLeft: 1, borderBottom: 1, borderColor: 'grey.600' }}>
          <path d={`M0 ${HEIGHT / 2}H${WIDTH}M0 0H${WIDTH}`} fill="none" stroke="#d5d5d5" vectorEffect="non-scaling-stroke" />
          {lines.map(({ name, points }, n) => (
            <path key={name} d={pathOf(points, frame, longestMs)} fill="none" strokeWidth="3" strokeLinecap="round" vectorEffect="non-scaling-stroke" {...STROKES[n]} />
          ))}
        </Box>
        <span />
        <Typography component="span" variant="caption" color="textSecondary" aria-hidden="true" sx={{ display: 'flex', justifyContent: 'space-between' }}>
          <span>{shanghaiTime(from).slice(5, 16)}</span>
          <span>{shanghaiTime(to).slice(5, 16)}</span>
        </Typography>
      </Box>
      <Typography variant="body2" sx={{ pl: '4.5em' }}>{summary}</Typography>
    </Box>
  );
}
