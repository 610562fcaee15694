"""Whether a QGIS project that Locus exported opens, by QGIS itself without a screen (apt: python3-qgis, qgis-providers).

    export_qgis.py FOLDER [PICTURES]

FOLDER is what `locus export --to qgis` wrote. It is copied elsewhere first, because a project must survive being moved. Every
layer must be valid and lie in the copy, the map and the print layout must show something; with PICTURES they are kept there.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# PyQGIS comes with the system's Python, whichever runs this file.
PYTHON = "/usr/bin/python3"


def problems(folder: Path, pictures: Path | None = None) -> list[str]:
    with tempfile.TemporaryDirectory() as elsewhere:
        moved = shutil.copytree(folder, Path(elsewhere) / "moved")
        shown = Path(pictures or elsewhere)
        shown.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": elsewhere, "HOME": elsewhere}
        command = [PYTHON, __file__, "--inside-qgis", str(moved), str(shown)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    if done.returncode or not lines:
        return [f"QGIS stopped: {(done.stderr or done.stdout).strip()[-400:]}"]
    return json.loads(lines[-1])


def inside_qgis(folder: Path, pictures: Path) -> list[str]:
    from qgis.core import QgsApplication, QgsProject

    application = QgsApplication([], False)
    application.initQgis()
    messages = []
    application.messageLog().messageReceived.connect(lambda text, tag, level: messages.append(f"{tag}: {text}"))
    found = []
    projects = sorted(folder.glob("*.qgz"))
    project = QgsProject.instance()
    if len(projects) != 1 or not project.read(str(projects[0])):
        return [f"no project that opens in {folder.name}: {project.error()}"]
    found += of_layers(project, folder)
    if project.crs().isGeographic() or not project.crs().isValid():
        found.append(f"the project's CRS is {project.crs().authid() or 'unknown'}")
    found += of_map(project, pictures / "map.png")
    found += of_layouts(project, pictures)
    found += [f"QGIS says: {text}" for text in messages if "rror" in text]
    return found


def of_layers(project, folder: Path) -> list[str]:
    layers = project.mapLayers().values()
    found = [] if layers else ["the project has no layers"]
    for layer in layers:
        if not layer.isValid():
            found.append(f"{layer.name()} is not valid: {layer.source()}")
            continue
        source = layer.source().split("|")[0]
        if not Path(source).resolve().is_relative_to(folder.resolve()):
            found.append(f"{layer.name()} is read from {source}, outside the folder")
        if layer.type() == 0 and layer.featureCount() < 1:
            found.append(f"{layer.name()} shows nothing")
        if layer.isSpatial() and layer.crs() != project.crs():
            found.append(f"{layer.name()} is in {layer.crs().authid()}")
        if layer.type() == 0 and layer.isSpatial() and layer.renderer().type() != "RuleRenderer":
            found.append(f"{layer.name()} is drawn by a default")
        found += of_rules(layer)
    return found


def of_rules(layer) -> list[str]:
    """Every filter is an expression that QGIS can read."""
    from qgis.core import QgsExpression

    if layer.type() != 0 or not layer.isSpatial() or layer.renderer().type() != "RuleRenderer":
        return []
    filters = [rule.filterExpression() for rule in layer.renderer().rootRule().children()]
    wrong = [text for text in filters if text and QgsExpression(text).hasParserError()]
    return [f"{layer.name()}: no expression: {text}" for text in wrong]


def of_map(project, path: Path) -> list[str]:
    from PyQt5.QtCore import QSize
    from qgis.core import QgsMapRendererSequentialJob, QgsMapSettings

    settings = QgsMapSettings()
    settings.setLayers([node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()])
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setOutputSize(QSize(1600, 1200))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    found = [f"the map: {error.message}" for error in job.errors()]
    image = job.renderedImage()
    image.save(str(path))
    return found + (["the map is empty"] if is_blank(image) else [])


def of_layouts(project, pictures: Path) -> list[str]:
    from qgis.core import QgsLayoutExporter, QgsLayoutItemMap

    layouts = project.layoutManager().printLayouts()
    found = [] if layouts else ["there is no print layout"]
    for layout in layouts:
        path = pictures / f"{layout.name()}.png"
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 120
        if QgsLayoutExporter(layout).exportToImage(str(path), settings) != QgsLayoutExporter.Success:
            found.append(f"the layout {layout.name()} cannot be exported")
        if not any(isinstance(item, QgsLayoutItemMap) for item in layout.items()):
            found.append(f"the layout {layout.name()} has no map")
        found += [f"the layout lacks a {item}" for item in missing(layout)]
    return found


def missing(layout) -> list[str]:
    from qgis import core

    wanted = {
        "legend": core.QgsLayoutItemLegend,
        "scale bar": core.QgsLayoutItemScaleBar,
        "north arrow": core.QgsLayoutItemPicture,
    }
    return [name for name, kind in wanted.items() if not any(isinstance(item, kind) for item in layout.items())]


def is_blank(image) -> bool:
    """Whether every pixel is the same."""
    # The bits are the picture's: it must outlive them.
    grey = image.convertToFormat(image.Format_Grayscale8)
    return len(set(grey.constBits().asstring(grey.sizeInBytes()))) == 1


if __name__ == "__main__":
    if sys.argv[1] == "--inside-qgis":
        # Leaving the ordinary way, QGIS and Python free the same objects twice.
        print(json.dumps(inside_qgis(Path(sys.argv[2]), Path(sys.argv[3]))), flush=True)
        os._exit(0)
    told = problems(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    print("\n".join(told) or "the QGIS project is sound")
    sys.exit(bool(told))
