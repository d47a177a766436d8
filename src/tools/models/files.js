import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = 'processes';

/** The named files of a kind, or all of the desk's when none is named, in order of name. */
export async function findModels(extension, named = []) {
  const files =
    named.length > 0 ? named : (await readdir(FOLDER)).map((file) => join(FOLDER, file));
  return files.filter((file) => file.endsWith(`.${extension}`)).sort();
}

/** A file's content in 64 letters, or undefined if it isn't there. */
export async function fingerprint(file) {
  try {
    return createHash('sha256').update(await readFile(file)).digest('hex');
  } catch (problem) {
    if (problem.code === 'ENOENT') {
      return undefined;
    }
    throw problem;
  }
}
