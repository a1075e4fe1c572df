import { readFile, statfs } from 'node:fs/promises';

/** File systems of other machines by the magic number of Linux's `statfs`: locks and shared memory do not hold on them. */
const MAGIC: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x73757245, 'Coda'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
]);

/** Of FUSE the type of the mount tells; not all are of other machines. */
const FUSE = 0x65735546;
const FUSE_OF_NETWORK =
  /^fuse\.(?:sshfs|s3fs|s3ql|rclone|gluster\w*|ceph\w*|davfs\w*|gcsfuse|goofys|blobfuse2?|juicefs|smbnetfs|mount-s3)/i;

/** What is asked of the system. */
export interface FileSystemFacts {
  /** The magic number of the file system of a folder. */
  typeOf(folder: string): Promise<number>;
  /** The table of mounts, as Linux gives it. */
  mounts(): Promise<string>;
}

const systemFacts: FileSystemFacts = {
  typeOf: async (folder) => (await statfs(folder)).type,
  mounts: () => readFile('/proc/self/mounts', 'utf8'),
};

/** The name of the network file system that a folder is on; undefined for a local one, and where nobody knows. */
export async function networkFileSystem(folder: string, facts = systemFacts): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const type = (await facts.typeOf(folder)) >>> 0;
    return type === FUSE ? fuseOfNetwork(folder, await facts.mounts()) : MAGIC.get(type);
  } catch {
    return undefined; // Not to know is no reason to refuse.
  }
}

/** Lines are `device folder type options …`; the longest folder that the path begins with is its mount. */
function fuseOfNetwork(path: string, mounts: string): string | undefined {
  const [nearest] = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, folder = '']) => folder === '/' || `${path}/`.startsWith(`${folder}/`))
    .sort(([, a = ''], [, b = '']) => b.length - a.length);
  const type = nearest?.[2] ?? '';
  return FUSE_OF_NETWORK.test(type) ? type : undefined;
}
