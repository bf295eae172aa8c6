/** Starting and cancelling runs. Both are asked for twice, for they read production. */

import {button, element, name, sentence} from './elements.js';
import {newKey, post, Problem} from './service.js';

/** A button for those who may start a run, and nothing for the others. */
export function startButton(shown, jobs, text, preset = {}) {
  return shown.may('operator') && jobs.length > 0
    ? element('p', {}, button(text, () => ask(shown, jobs, preset)))
    : null;
}

function ask(shown, jobs, preset) {
  const key = newKey();
  const job = element('select', {id: 'start-job', onchange: () => list()},
      jobs.map(known => element('option', {value: known.job, selected: known.job === preset.job}, known.job)));
  const depth = element('select', {id: 'start-depth'},
      element('option', {value: ''}, 'as its settings say'),
      element('option', {value: 'counts'}, 'counts: the numbers of rows'),
      element('option', {value: 'checksums'}, 'checksums: the contents'),
      element('option', {value: 'rows'}, 'rows: the contents, and which rows differ'));
  const tables = element('div', {class: 'choices'});
  const chosen = () => jobs.find(known => known.job === job.value);
  const part = element('div', {},
      element('label', {for: 'start-depth'}, 'Depth'), depth,
      element('fieldset', {}, element('legend', {}, 'Tables; none means all of the job'), tables),
      element('p', {class: 'aside'}, 'With a depth or tables chosen, what the run says holds of these tables alone.'));
  const whole = element('p', {id: 'start-whole', class: 'caveat'},
      'Its runs go on from where the last one ended, so that none can be of some tables alone or of another depth: the whole job runs.');
  const list = () => {
    const isWhole = chosen().whole_only;
    part.hidden = isWhole;
    whole.hidden = !isWhole;
    const names = isWhole ? [] : tablesOf(shown, chosen());
    tables.replaceChildren(...names.map(table => element('label', {},
        element('input', {type: 'checkbox', value: table, checked: table === preset.table}), ' ', name(table))));
  };
  list();
  dialog('Start a run', [
    element('label', {for: 'start-job'}, 'Job'), job,
    part,
    whole,
    element('p', {class: 'aside'}, 'The run reads both databases, as politely as the settings say.'),
  ], 'Start', async () => {
    const wanted = [...tables.querySelectorAll('input:checked')].map(box => box.value);
    const body = {job: job.value};
    if (depth.value && !chosen().whole_only) {
      body.depth = depth.value;
    }
    if (wanted.length > 0) {
      body.tables = wanted;
    }
    const run = await post(['runs'], body, {'Idempotency-Key': key});
    location.hash = `#/run/${run.id}`;
  });
}

/** The tables of a job by their names on the source: those that the settings name, and those that runs have found. */
function tablesOf(shown, job) {
  const found = (shown.data.tables ?? []).filter(known => known.job === job.job && !known.left_out_since && known.last_result);
  return [...new Set([...job.pairs.map(pair => pair.source), ...found.map(known => known.source)])].sort();
}

/** A button that cancels a run. */
export function cancelButton(shown, run) {
  return button('Cancel the run', () => dialog('Cancel the run?', [
    element('p', {}, 'What it has compared so far is kept. Tables that it has not finished are told as not compared.'),
  ], 'Cancel the run', () => shown.act('Cancel the run', 'The run is cancelled.', () => post(['runs', run.id, 'cancel']))));
}

function dialog(title, content, doIt, action) {
  const trouble = element('p', {class: 'caveat', role: 'alert', hidden: true});
  const box = element('dialog', {'aria-labelledby': 'dialog-title'});
  const submit = element('button', {type: 'submit'}, doIt);
  box.append(element(
      'form',
      {onsubmit: async event => {
        event.preventDefault();
        submit.disabled = true;
        try {
          await action();
          box.close();
        } catch (failure) {
          if (!(failure instanceof Problem)) {
            throw failure;
          }
          trouble.hidden = false;
          trouble.replaceChildren(sentence(failure.message));
        } finally {
          submit.disabled = false;
        }
      }},
      element('h2', {id: 'dialog-title'}, title),
      content,
      trouble,
      element('div', {class: 'buttons'}, submit, button('Back', () => box.close(), {class: 'quiet'}))));
  box.onclose = () => box.remove();
  document.body.append(box);
  box.showModal();
}
