import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { projectRoot } from '../dev/folders.js';

const WIDTH = 640;
const HEIGHT = 480;
const DOT = 8;

/** Test material: what a camera sees that looks at this code, as a file that Chromium takes for its camera. */
export async function writeCameraPicture(file: string, text: string, format: 'QRCode' | 'DataMatrix'): Promise<void> {
  const wasm = createRequire(join(projectRoot, 'desk-ui/package.json')).resolve('zxing-wasm/writer/zxing_writer.wasm');
  await prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer }, fireImmediately: true });
  const { symbol: { data, width, height } } = await writeBarcode(text, { format, scale: 1 });
  const light = Buffer.alloc(WIDTH * HEIGHT, 235);
  const [left, top] = [(WIDTH - width * DOT) >> 1, (HEIGHT - height * DOT) >> 1];
  for (let y = 0; y < height * DOT; y += 1) for (let x = 0; x < width * DOT; x += 1) if ((data[Math.floor(y / DOT) * width + Math.floor(x / DOT)] ?? 255) < 128) light[(top + y) * WIDTH + left + x] = 16;
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, grey]);
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), frame, frame, frame]));
}
