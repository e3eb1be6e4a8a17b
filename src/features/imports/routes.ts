import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import { begin, get, list, read, rows, rowsQuery, send, stop, take } from './actions/files.ts';
import { Begin, Import, ImportRows, Imports, Part, Read, Take } from './contract.ts';

const agency = z.object({ agencyId: id });
const one = agency.extend({ importId: id });

export const routes = [
  route('post', '/v1/agencies/{agencyId}/imports', begin, 'Begin to bring a file', { params: agency, body: Begin, answer: Import }),
  route('put', '/v1/agencies/{agencyId}/imports/{importId}/parts/{n}', send, 'Send one part of a file', {
    params: one.extend({ n: z.string().regex(/^\d{1,4}$/) }),
    body: Part,
    answer: z.object({ importId: id, n: z.int() }),
  }),
  route('post', '/v1/agencies/{agencyId}/imports/{importId}/read', read, 'Have a file read', { params: one, body: Read, answer: Import }),
  route('post', '/v1/agencies/{agencyId}/imports/{importId}/take', take, 'Have a file taken in', {
    params: one,
    body: Take,
    answer: Import,
  }),
  route('post', '/v1/agencies/{agencyId}/imports/{importId}/stop', stop, 'Stop; nothing of the file is kept', {
    params: one,
    answer: Import,
  }),
  route('get', '/v1/agencies/{agencyId}/imports', list, 'The agency’s files', {
    params: agency,
    query: z.object({ cursor: z.string().max(2000).optional(), limit: rowsQuery.shape.limit }),
    answer: Imports,
  }),
  route('get', '/v1/agencies/{agencyId}/imports/{importId}', get, 'One file, how far it is and what it would do', {
    params: one,
    answer: Import,
  }),
  route('get', '/v1/agencies/{agencyId}/imports/{importId}/rows', rows, 'The rows of a file, with what is said of each', {
    params: one,
    query: rowsQuery,
    answer: ImportRows,
  }),
];
