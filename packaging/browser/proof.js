
// A report that came with this page: shown at once, and judged again when a person asks.

let proofText = "";

async function openProof() {
  if (!at("data-proof")) return;
  document.querySelector("[role=tablist]").hidden = true;
  at("panel-check").hidden = true;
  at("proof").hidden = false;
  try {
    proofText = new TextDecoder().decode(await unpacked("proof"));
    showProof(JSON.parse(proofText));
  } catch {
    proofResult("The report in this file is damaged. Ask for the file again.", true);
  }
}

function showProof({ version, case: { today }, files, html }) {
  at("proof-made").textContent = `Made by peelcheck ${version}, judged as on ${today}. The files that it was made from are inside.`;
  at("proof-files").replaceChildren(...Object.entries(files).map(([name, content]) => {
    const save = made("button", { type: "button", "aria-label": `Save ${name}` }, "Save");
    save.addEventListener("click", () => saveAs(name.split("/").pop(), bytesOf(content), "application/octet-stream"));
    return made("li", {}, made("strong", {}, name), " ", save);
  }));
  const frame = made("iframe", { id: "proof-report", title: "The report inside" });
  frame.setAttribute("sandbox", "");
  frame.srcdoc = html;
  at("proof-shown").replaceChildren(frame);
}

function proofResult(text, isBad = false) {
  at("proof-result").textContent = text;
  at("proof-result").className = isBad ? "problem" : "";
}

async function judgeAgain() {
  proofResult("Judging again.");
  at("proof-differences").replaceChildren();
  let found;
  try {
    found = await ask("judge_again", { proof: proofText });
  } catch (error) {
    proofResult("It was not judged again.", true);
    throw error;
  }
  const { problems, verdicts, differences = [] } = found;
  if (problems) {
    proofResult("It cannot be judged again, so nothing in this report is shown to be right.", true);
    at("proof-differences").replaceChildren(...problems.map(problemItem));
  } else if (differences.length) {
    proofResult("Judged again, this report does not come out the same. Do not rely on it.", true);
    at("proof-differences").replaceChildren(...differences.map((what) => made("li", {}, what)));
  } else {
    proofResult(verdicts === 1 ? "The one verdict comes out the same." : `All ${verdicts} verdicts come out the same.`);
  }
  status("Judged again.");
}

at("judge-again").addEventListener("click", guarded(judgeAgain));
window.addEventListener("load", openProof);
