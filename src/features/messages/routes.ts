import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import * as agency from './actions/agency.ts';
import { block, blocks, unblock } from './actions/blocks.ts';
import * as creator from './actions/creator.ts';
import * as c from './contract.ts';

const ours = '/v1/agencies/{agencyId}/threads';
const one = z.object({ agencyId: id, creatorId: id });
const hers = '/v1/me/threads';
const withAgency = z.object({ agencyId: id });
const n = z.coerce.number().int().min(0).max(100);

export const routes = [
  route('get', ours, agency.list, 'The conversations of this agency', { params: withAgency, query: c.threadsQuery, answer: c.OurThreads }),
  route('get', `${ours}/{creatorId}`, agency.open, 'A conversation with a creator', {
    params: one,
    query: pageQuery,
    answer: c.OurConversation,
  }),
  route('post', `${ours}/{creatorId}/messages`, agency.write, 'Write to a creator', { params: one, body: c.Write, answer: c.Written }),
  route('put', `${ours}/{creatorId}/read`, agency.read, 'How far the agency has read', {
    params: one,
    body: c.ReadUpTo,
    answer: c.ReadTo,
  }),
  route('post', `${ours}/{creatorId}/files`, agency.beginFile, 'Begin a file that goes along with a message', {
    params: one,
    body: c.BeginFile,
    answer: c.FileBegun,
  }),
  route(
    'put',
    `${ours}/{creatorId}/files/{fileId}/parts/{n}`,
    agency.sendPart,
    'One part of a file; it is looked into once all are there',
    {
      params: one.extend({ fileId: id, n }),
      body: c.FilePart,
      answer: c.FileSent,
    },
  ),
  route('get', `${ours}/{creatorId}/files/{fileId}`, agency.file, 'A file of a conversation', {
    params: one.extend({ fileId: id }),
    serves: true,
    answer: z.string(),
  }),
  route('get', hers, creator.mine, 'Your conversations', { query: pageQuery, answer: c.MyThreads }),
  route('get', `${hers}/{agencyId}`, creator.openMine, 'Your conversation with an agency', {
    params: withAgency,
    query: pageQuery,
    answer: c.MyConversation,
  }),
  route('post', `${hers}/{agencyId}/messages`, creator.answer, 'Write to an agency', {
    params: withAgency,
    body: c.Write,
    answer: c.Written,
  }),
  route('put', `${hers}/{agencyId}/read`, creator.readMine, 'How far you have read; no agency is told', {
    params: withAgency,
    body: c.ReadUpTo,
    answer: c.ReadTo,
  }),
  route('post', `${hers}/{agencyId}/files`, creator.beginMyFile, 'Begin a file that goes along with your message', {
    params: withAgency,
    body: c.BeginFile,
    answer: c.FileBegun,
  }),
  route('put', `${hers}/{agencyId}/files/{fileId}/parts/{n}`, creator.sendMyPart, 'One part of your file', {
    params: withAgency.extend({ fileId: id, n }),
    body: c.FilePart,
    answer: c.FileSent,
  }),
  route('get', `${hers}/{agencyId}/files/{fileId}`, creator.myFile, 'A file of your conversation', {
    params: withAgency.extend({ fileId: id }),
    serves: true,
    answer: z.string(),
  }),
  route('get', '/v1/me/blocks', blocks, 'The agencies that you have blocked', { answer: c.Blocks }),
  route('post', '/v1/me/blocks', block, 'Block an agency: never limited, never refused', { body: c.Block, answer: c.Blocked }),
  route('delete', '/v1/me/blocks/{agencyId}', unblock, 'Take a block back', { params: withAgency, answer: c.Blocked }),
];
