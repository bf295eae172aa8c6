/** All runs, the newest first. */

import {ago, cell, element, head, link, name, number, span, table, tag, when} from './elements.js';
import {get} from './service.js';
import {startButton} from './start.js';
import {pages} from './table.js';

const PAGE = 50;

export async function load(shown) {
  const offset = Number(shown.at.parameters.get('offset') ?? 0);
  const [runs, jobs, tables] = await Promise.all([
    get(['runs'], {offset, limit: PAGE}, shown.signal),
    get(['jobs'], {}, shown.signal),
    get(['tables'], {}, shown.signal),
  ]);
  return {runs, jobs: jobs.items, tables: tables.items, offset};
}

export function render(shown) {
  const {runs, jobs, offset} = shown.data;
  const all = offset === 0 ? [...runs.queue, ...runs.items] : runs.items;
  return [
    head('', 'Runs', element('p', {class: 'summary'}, `${number(runs.total)} are remembered.`), startButton(shown, jobs, 'Start a run')),
    all.length === 0
      ? offset > 0 ? null : element('p', {class: 'aside'}, 'There was none yet.')
      : table('overview', 'Runs, the newest first', ['Run', 'State', 'Job', 'Why', 'Took', 'Tables'], all.map(row)),
    pages(runs, offset, to => {
      shown.go({offset: to});
      shown.refresh();
    }),
  ];
}

/** What became of a run, in words with colours; not as green where less than all is known to have been compared. */
export function stateTags(run, isLimited = false) {
  const tone = {PASS: isLimited ? 'limited' : 'good', NO_DATA: 'doubtful', FAIL: 'bad'}[run.status] ?? '';
  return [
    run.status ? tag(run.status, tone) : null,
    run.state === 'completed' ? null : [' ', tag(run.state.toUpperCase(), run.state === 'failed' ? 'bad' : run.state === 'running' || run.state === 'queued' ? '' : 'doubtful')],
  ];
}

const WHY = {
  command: 'a command',
  command_for_part: 'a command for other tables than the job has',
  schedule: 'the schedule',
  request: 'a request',
  request_for_part: 'a request for a part',
};

export function why(run) {
  return run.resumes ? `${WHY[run.trigger]}, makes up for another` : WHY[run.trigger];
}

export function took(run) {
  return run.ended_at ? span((new Date(run.ended_at) - new Date(run.started_at)) / 1000) : `since ${ago(run.started_at).replace(' ago', '')}`;
}

function row(run) {
  return element(
      'tr',
      {'data-key': run.id},
      element('th', {scope: 'row', class: 'table'}, link(`#/run/${run.id}`, when(run.started_at))),
      cell('State', {class: 'verdict'}, stateTags(run)),
      cell('Job', {}, name(run.job)),
      cell('Why', {}, why(run)),
      cell('Took', {}, took(run)),
      cell('Tables', {}, tables(run)));
}

function tables(run) {
  return [
    run.tables_matched ? `${run.tables_matched} match` : null,
    run.tables_mismatched ? `${run.tables_mismatched} mismatch` : null,
    run.tables_inconclusive ? `${run.tables_inconclusive} inconclusive` : null,
    run.tables_errored ? `${run.tables_errored} error` : null,
  ].filter(text => text).join(', ') || '–';
}
