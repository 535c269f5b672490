import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../dev/folders.js';

/** What a worker and a desk are made of. */
const PARTS = ['activities', 'config', 'db', 'domain', 'policies', 'registries', 'worker', 'workflows', 'e2e/desk-process.ts', 'package.json', 'tsconfig.json'];

/** A text of the sources and what the next release has there. */
type Change = { file: string; from: string; to: string };

/** Test material: the product's sources with changes, beside this tree; processes of it run at the same time as ours. */
export class NextRelease {
  readonly tree: string;

  private constructor(tree: string) {
    this.tree = tree;
  }

  static async make(changes: readonly Change[]): Promise<NextRelease> {
    const tree = await mkdtemp(join(tmpdir(), 'next-release-'));
    for (const part of PARTS) await cp(join(projectRoot, part), join(tree, part), { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
    await symlink(join(projectRoot, 'node_modules'), join(tree, 'node_modules'));
    for (const { file, from, to } of changes) {
      const text = await readFile(join(tree, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      await writeFile(join(tree, file), text.replace(from, () => to));
    }
    return new NextRelease(tree);
  }

  remove(): Promise<void> {
    return rm(this.tree, { recursive: true });
  }
}
