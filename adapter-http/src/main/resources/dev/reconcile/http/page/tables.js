/** All tables: which are in sync, since when they are not, and when that was looked at. */

import {ago, cell, count, element, head, limits, link, name, number, pair, resultsStrip, secondsSince, sentence, severityTag, span, table, verdictTag, when}
  from './elements.js';
import {get, historyTrouble} from './service.js';
import {startButton} from './start.js';

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', null];

export async function load(shown) {
  const [tables, jobs, runs, trouble] = await Promise.all([
    get(['tables'], {}, shown.signal),
    get(['jobs'], {}, shown.signal),
    get(['runs'], {limit: 100}, shown.signal),
    historyTrouble(shown.signal),
  ]);
  const known = tables.items.map(table => ({...table, late: lateness(table, jobs.items)}));
  return {
    jobs: jobs.items,
    runs,
    trouble,
    tables: [...known, ...jobs.items.flatMap(job => neverCompared(job, known))].sort(worstFirst),
    brokenOff: jobs.items.map(job => job.last_run).filter(run => run && run.state !== 'completed'),
    notCompared: jobs.items.map(job => notCompared(job, known)).filter(text => text),
  };
}

/** What is to be said of a job that means tables that nobody has compared; null where there is none as far as is known. */
function notCompared(job, known) {
  if (job.not_all_compared?.length > 0) {
    return `Not all tables that ${job.job} means by ${firstFew(job.not_all_compared)} have been compared yet.`;
  }
  return job.pairs.length === 0 && known.every(table => table.job !== job.job) ? `No run of ${job.job} has compared a table yet.` : null;
}

function firstFew(names) {
  const most = 5;
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${number(names.length - most)} more`;
}

/** The tables that a job names and that no run has compared. */
function neverCompared(job, known) {
  const isKnown = pair => known.some(table =>
    table.job === job.job && table.source === pair.source && table.target === pair.target);
  return job.pairs.filter(pair => !isKnown(pair)).map(pair => ({
    ...pair, job: job.job, verdict: 'UNKNOWN', condition: 'unknown', severity: null, compared: null, since: null, last_checked: null,
    last_result: null, last_conclusive: null, results: [], late: 'no run has compared it',
  }));
}

/** In what way a table was not checked as it should have been; null where it was. */
export function lateness(known, jobs) {
  const seconds = jobs.find(job => job.job === known.job)?.not_checked_after_seconds;
  if (known.left_out_since) {
    return 'no longer compared';
  }
  if (seconds === undefined) {
    return 'its job is no longer in the settings';
  }
  if (known.last_checked === null) {
    return 'never checked';
  }
  return secondsSince(known.last_checked) > seconds ? `not checked for more than ${span(seconds)}` : null;
}

function rank(known) {
  return known.condition === 'different' ? 0 : known.verdict === 'ERROR' ? 1 : known.verdict !== 'MATCH' ? 2 : known.late ? 3 : 4;
}

function worstFirst(one, other) {
  return rank(one) - rank(other)
    || SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity)
    || one.source.localeCompare(other.source)
    || one.job.localeCompare(other.job);
}

export function render(shown) {
  const {tables, jobs, runs} = shown.data;
  return [
    overall(shown),
    running(runs),
    tables.length === 0 ? null : list(shown, tables, jobs),
  ];
}

function overall(shown) {
  const {tables, jobs, notCompared: gaps, brokenOff, trouble} = shown.data;
  const different = tables.filter(known => known.condition === 'different');
  const unchecked = tables.filter(known => known.condition !== 'different' && known.verdict !== 'MATCH');
  const late = tables.filter(known => known.late && rank(known) === 3);
  const some = list => `${list.length} of ${count(tables.length, 'table')}`;
  const are = list => list.length === 1 ? 'is' : 'are';
  const were = list => list.length === 1 ? 'was' : 'were';
  const start = startButton(shown, jobs, 'Start a run');
  if (tables.length === 0) {
    return head('doubtful', 'Nothing is known yet',
        element('p', {class: 'summary'}, 'No run has compared a table.'), lossy(trouble), brokenOff.map(broken), start);
  }
  const more = [
    unchecked.length > 0 && different.length > 0 ? `${some(unchecked)} ${are(unchecked)} not known to be in sync.` : null,
    late.length > 0 && (different.length > 0 || unchecked.length > 0) ? `${some(late)} ${were(late)} not checked of late.` : null,
    ...gaps,
  ].filter(text => text).join(' ');
  const oldest = tables.map(known => known.last_checked).filter(text => text).sort()[0];
  const age = element('p', {class: 'aside'}, oldest ? ['The oldest check is from ', when(oldest), '.'] : 'Nothing was ever checked.');
  const warned = jobs.filter(job => job.last_run?.warnings_total > 0);
  const limited = tables.filter(known => limits(known.last_result).length > 0);
  const asFar = limited.length === 0 ? '' : ' as far as compared';
  const [tone, title, text] =
    different.length > 0 ? ['bad', `${some(different)} ${different.length === 1 ? 'differs' : 'differ'}`, more]
    : unchecked.length > 0 ? ['doubtful', `${some(unchecked)} ${are(unchecked)} not known to be in sync`, more]
    : late.length > 0 ? ['doubtful', `${some(late)} ${were(late)} not checked of late`, `They were in sync when they were checked last${asFar}. ${more}`]
    : brokenOff.length > 0 ? ['doubtful', 'The last run did not come to its end', `${more} When they were checked last, ${count(tables.length, 'table')} ${were(tables)} in sync${asFar}. ${ofCounts(tables)}`]
    : trouble ? ['doubtful', 'Not all results are known here', `${more} By those that are, ${count(tables.length, 'table')} ${were(tables)} in sync when checked last${asFar}. ${ofCounts(tables)}`]
    : gaps.length > 0 ? ['doubtful', 'Not all tables have been compared', `${more} ${count(tables.length, 'table')} that ${were(tables)} compared ${are(tables)} in sync${asFar}. ${ofCounts(tables)}`]
    : [limited.length > 0 || warned.length > 0 ? 'limited' : 'good', `${tables.length === 1 ? 'The table is' : `All ${tables.length} tables are`} in sync${asFar}`, ofCounts(tables)];
  return head(tone, title, text ? element('p', {class: 'summary'}, text) : null, lossy(trouble), brokenOff.map(broken), warned.map(warns), age, start);
}

/** Why newer results than those that are shown may be missing here. */
function lossy(trouble) {
  return trouble ? element('p', {class: 'caveat'}, sentence(trouble)) : null;
}

/** A run that did not come to its end: of some tables nothing new is known. */
function broken(run) {
  return element('p', {class: 'caveat'}, link(`#/run/${run.id}`, 'The last run'), ' of ', name(run.job), `: ${run.state}, ${ago(run.ended_at ?? run.started_at)}. `,
      sentence(run.summary ?? ''));
}

/** What the last run of a job warns of: the tables may be in sync, and that may mean less than it seems. */
function warns({job, last_run: run}) {
  const few = run.warnings.slice(0, 3);
  const left = run.warnings_total - few.length;
  return element('p', {class: 'caveat'}, link(`#/run/${run.id}`, 'The last run'), ' of ', name(job), ' warns: ',
      few.map(text => [sentence(text), ' ']), left > 0 ? `And ${number(left)} more.` : null);
}

/** An agreement that says little is not told as if it said much. */
function ofCounts(tables) {
  const counted = tables.filter(known => known.compared === 'counts');
  const accepted = tables.filter(known => known.last_result?.accepted_rows > 0);
  const parts = tables.filter(known => known.last_result?.part);
  const filtered = tables.filter(known => narrowed(known, ['row_filter', 'young_rows']));
  const columns = tables.filter(known => narrowed(known, ['columns']));
  const ruled = tables.filter(known => narrowed(known, ['rules']));
  return [
    counted.length > 0 ? `Of ${count(counted.length, 'table')} only the numbers of rows were compared.` : null,
    parts.length > 0 ? `Of ${count(parts.length, 'table')} the last run compared a part.` : null,
    filtered.length > 0 ? `Of ${count(filtered.length, 'table')} the settings leave rows out.` : null,
    columns.length > 0 ? `Of ${count(columns.length, 'table')} not all columns were compared.` : null,
    ruled.length > 0 ? `Of ${count(ruled.length, 'table')} columns were compared by rules.` : null,
    accepted.length > 0 ? `In ${count(accepted.length, 'table')} rows differ and are accepted.` : null,
  ].filter(text => text).join(' ');
}

function narrowed(known, words) {
  return words.some(word => known.last_result?.narrowed_by?.includes(word));
}

function running(runs) {
  const now = [...runs.queue, ...runs.items.filter(run => run.state === 'running')];
  return now.length === 0 ? null : element('p', {class: 'panel now'},
      element('strong', {}, now.length === 1 ? 'A run goes on: ' : 'Runs go on: '),
      now.map((run, i) => [i > 0 ? ', ' : null, link(`#/run/${run.id}`, name(run.job)), ` (${run.state}, ${ago(run.started_at)})`]));
}

function list(shown, tables, jobs) {
  const wanted = shown.at.parameters;
  const text = (wanted.get('find') ?? '').toLowerCase();
  const rows = tables.filter(known =>
    (wanted.get('show') !== 'trouble' || rank(known) < 4)
    && (!wanted.get('job') || known.job === wanted.get('job'))
    && (known.source.toLowerCase().includes(text) || known.target.toLowerCase().includes(text)));
  return element(
      'section',
      {'aria-labelledby': 'tables'},
      element('h2', {id: 'tables'}, 'Tables'),
      filters(shown, tables, jobs),
      rows.length === 0
        ? element('p', {class: 'aside'}, 'No table is like that.')
        : table('overview', 'The tables, those first that need somebody',
            ['Table', 'Verdict', 'Severity', 'Differing rows', '#Source rows', '#Target rows', 'Last check', 'Last results'],
            rows.map(known => row(known, jobs.length > 1))));
}

function filters(shown, tables, jobs) {
  const again = parameters => {
    shown.go(parameters);
    shown.show();
  };
  const show = shown.at.parameters.get('show');
  const names = [...new Set([...jobs.map(job => job.job), ...tables.map(known => known.job)])];
  const option = (value, text, is) => element('option', {value, selected: is}, text);
  return element(
      'form',
      {class: 'filters', role: 'search', onsubmit: event => event.preventDefault()},
      element('label', {}, 'Find ', element('input', {
        type: 'search', value: shown.at.parameters.get('find'), oninput: event => again({find: event.target.value})})),
      element('label', {}, 'Show ', element('select', {onchange: event => again({show: event.target.value})},
          option('', 'all', show !== 'trouble'),
          option('trouble', 'what needs somebody', show === 'trouble'))),
      names.length < 2 ? null : element('label', {}, 'Job ', element('select', {onchange: event => again({job: event.target.value})},
          option('', 'all', !shown.at.parameters.get('job')),
          names.map(job => option(job, job, shown.at.parameters.get('job') === job)))));
}

/** Where everything about a table stands. */
export function tableLink({job, source, target}) {
  return `#/table?${new URLSearchParams({job, source, target})}`;
}

function row(known, withJob) {
  const last = toldBy(known);
  return element(
      'tr',
      {'data-key': `${known.job} ${known.source} ${known.target}`},
      element('th', {scope: 'row', class: 'table'},
          known.last_result ? link(tableLink(known), pair(known)) : pair(known), withJob ? element('div', {class: 'aside'}, name(known.job)) : null),
      cell('Verdict', {class: 'verdict'}, verdictTag(known.verdict, known.last_result), ' ', caveats(known)),
      cell('Severity', {class: 'severity'}, severityTag(known.severity) ?? '–'),
      cell('Differing rows', {}, differing(known)),
      cell('Source rows', {class: 'number'}, number(last?.source_count)),
      cell('Target rows', {class: 'number'}, number(last?.target_count)),
      cell('Last check', {}, known.last_checked ? when(known.last_checked) : 'never'),
      cell('Last results', {}, resultsStrip(known.results)));
}

/** What has to be known beside a verdict. */
export function caveats(known) {
  const texts = [
    known.late,
    known.condition !== 'different' ? null
      : [known.verdict !== 'MISMATCH' || known.left_out_since ? 'known to differ since ' : 'since ', when(known.since)],
    known.condition === 'in_sync' && known.verdict !== 'MATCH' ? 'in sync when it was checked last' : null,
    ...known.verdict === 'MATCH' ? limits(known.last_result) : [],
  ].filter(text => text);
  return texts.map(text => element('small', {class: 'aside'}, text, ' '));
}

/** How far a result goes: a match alone hides what it is not about, but a part is of interest with any verdict. */
export function matchLimits(result) {
  const texts = result.verdict === 'MATCH' ? limits(result) : result.part ? ['a part of the rows'] : [];
  return texts.map(text => element('small', {class: 'aside'}, ' ', text));
}

/** The result that tells what is known: while tables differ the one that found it, and else the last. */
export function toldBy(known) {
  return known.condition === 'different' ? known.last_conclusive : known.last_result;
}

/** Whether there may be more rows that differ than are told. */
export function endedEarly(result) {
  return (result.narrowed_by ?? []).includes('ended_early');
}

/** How many rows differ, by kind. */
export function differing(known) {
  const last = toldBy(known);
  if (!last || (known.condition !== 'different' && known.verdict !== 'MATCH')) {
    return '–';
  }
  const least = endedEarly(last) ? 'at least ' : '';
  const kinds = [
    last.missing_rows ? `${least}${number(last.missing_rows)} missing` : null,
    last.extra_rows ? `${least}${number(last.extra_rows)} extra` : null,
    last.changed_rows ? `${least}${number(last.changed_rows)} changed` : null,
    last.accepted_rows ? `${number(last.accepted_rows)} accepted` : null,
  ].filter(text => text);
  if (kinds.length > 0) {
    return kinds.join(', ');
  }
  return known.condition === 'different' ? 'not located' : last.compared === 'counts' ? 'not looked for' : '0';
}

