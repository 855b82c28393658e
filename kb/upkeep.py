"""Is an index whole, and what can be mended: a cache from the clauses stored, a damaged truth from the generation before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.errors import IndexMismatch, IndexMissing, IndexUnusable
from kb.indexer import Progress, rebuild_caches
from kb.indexing.disk import Disk
from kb.indexing.embedding import load_embedder
from kb.indexing.generation import (
    KEPT,
    MANIFEST,
    TRUTH,
    Fault,
    building,
    current,
    faults,
    generations,
    locked,
    manifest_of,
    point,
    sha256_of,
)
from kb.preparing import Preparing

POINTER = "CURRENT"
_REBUILD = "bangun ulang dengan: kb build"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one file and what became of it; ``mended`` is "" where nothing did."""

    path: Path
    what: str
    kind: str
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The generation that is current in the end, every finding, and whether that generation is whole."""

    generation: str
    findings: tuple[Finding, ...]
    whole: bool
    remedy: str = ""


def verify_index(index: Path, repair: bool = False, model: str = "", progress: Progress | None = None) -> Report:
    """Check every byte of the current generation; with ``repair``, mend what can be mended.

    A cache is made again from the clauses stored and must come out with the bytes the manifest names. Where the clauses or the
    manifest themselves are damaged, or ``CURRENT`` names nothing, the newest generation that is whole becomes the current one.

    Raises:
        IndexMissing: If there is no index at all.
        IndexMismatch: If it has another format, or a cache was made by another model than asked for.
        IndexUnusable: If the disk cannot be written to.
    """
    if not repair:
        return _checked(index)
    with locked(index):
        report = _checked(index)
        if report.whole:
            return report
        if all(finding.kind == "cache" for finding in report.findings):
            return _caches_mended(index, report, model, progress or (lambda step, done, total: None))
        return _rolled_back(index, report)


def _checked(index: Path) -> Report:
    try:
        folder = current(index)
    except IndexMissing:
        if not generations(index):
            raise
        pointer = Finding(index / POINTER, "tidak menunjuk generasi yang ada", "penunjuk")
        return Report("", (pointer,), False, "jalankan: kb verify-index --repair")
    found = tuple(_finding(folder, fault) for fault in faults(folder))
    cache_only = all(finding.kind == "cache" for finding in found)
    back = "kembalikan generasi sebelumnya bila masih utuh" if not cache_only else "buat ulang dari klausul yang tersimpan"
    return Report(folder.name, found, not found, f"{back}: kb verify-index --repair" if found else "")


def _finding(folder: Path, fault: Fault) -> Finding:
    kind = "kebenaran" if fault.name in KEPT else "manifes" if fault.name == MANIFEST else "cache"
    return Finding(folder / fault.name, fault.what, kind)


def _caches_mended(index: Path, report: Report, model: str, progress: Progress) -> Report:
    folder = index / report.generation
    manifest, embedder = manifest_of(folder), load_embedder(model)
    if (manifest.fingerprint, manifest.prompts) != (embedder.fingerprint, embedder.prompts):
        raise IndexMismatch(
            f"{folder}: dibangun dengan model {manifest.model!r} ({manifest.fingerprint}), diminta {embedder.name!r} "
            f"({embedder.fingerprint}); sebut model yang sama dengan --model, atau {_REBUILD}"
        )
    disk, mended = Disk(), []
    with building(index) as made:
        rebuild_caches(folder / TRUTH, made, Preparing(embedder), progress, manifest.store, report.generation)
        for finding in report.findings:
            name = str(finding.path.relative_to(folder))
            if not (made / name).is_file() or sha256_of(made / name) != manifest.files[name][0]:
                remedy = f"hasil pembuatan ulang berbeda dari manifes (versi program atau paket lain); {_REBUILD}"
                return Report(report.generation, report.findings, False, remedy)
            finding.path.parent.mkdir(exist_ok=True)
            disk.flush(made / name)
            disk.rename(made / name, finding.path)
            disk.flush(finding.path.parent)
            mended.append(Finding(finding.path, finding.what, finding.kind, "dibuat ulang dari klausul yang tersimpan"))
    left = tuple(_finding(folder, fault) for fault in faults(folder))
    return Report(report.generation, (*mended, *left), not left, _REBUILD if left else "")


def _rolled_back(index: Path, report: Report) -> Report:
    for folder in generations(index):
        try:
            whole = folder.name != report.generation and not faults(folder)
        except IndexUnusable:
            continue
        if whole:
            point(index, folder.name)
            mended = f"generasi {folder.name} yang utuh dipakai kembali"
            findings = tuple(Finding(f.path, f.what, f.kind, mended) for f in report.findings)
            lost = f"isi {report.generation} yang lebih baru hilang; {_REBUILD}" if report.generation else ""
            return Report(folder.name, findings, True, lost)
    return Report(report.generation, report.findings, False, f"tidak ada generasi lain yang utuh; {_REBUILD}")


def printed_report(report: Report) -> str:
    """The report for a terminal, a line a finding."""
    lines = [f"rusak    {f.path} ({f.kind}): {f.what}" + (f" -> {f.mended}" if f.mended else "") for f in report.findings]
    if report.whole:
        lines.append(f"utuh     {report.generation}")
    if report.remedy:
        lines.append(f"langkah  {report.remedy}")
    return "\n".join(lines)
