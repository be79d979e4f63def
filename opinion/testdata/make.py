"""Makes the files of this folder anew: python3 make.py, with NumPy and SciPy."""

import csv
import json

import numpy as np
from scipy import optimize, stats

rng = np.random.default_rng(2006)


def logistic(x, b1, b2, b3, b4, b5):
    return b1 * (0.5 - 1 / (1 + np.exp(b2 * (x - b3)))) + b4 * x + b5


def fit(x, y):
    """PLCC and RMSE from the usual start, with scores of mean 0 and deviation 1."""
    z = (x - x.mean()) / x.std()
    start = [np.copysign(np.ptp(y), np.corrcoef(z, y)[0, 1]), 1, 0, 0, y.mean()]
    b, _ = optimize.curve_fit(logistic, z, y, p0=start, maxfev=200000,
                              ftol=1e-15, xtol=1e-15, gtol=1e-15)
    f = logistic(z, *b)
    return stats.pearsonr(f, y)[0], np.sqrt(np.mean((f - y) ** 2))


def statistics(x, y):
    finite = np.isfinite(x)
    plcc, rmse = fit(x[finite], y[finite])
    return {"pairs": len(x), "infinite": int((~finite).sum()),
            "spearman": stats.spearmanr(x, y)[0], "kendall": stats.kendalltau(x, y)[0],
            "pearson": stats.pearsonr(x[finite], y[finite])[0], "plcc": plcc, "rmse": rmse}


def noise(like):
    return rng.standard_normal(len(like))


def tid2013():
    """Five references, four distortions, five levels; opinions of 0 to 9."""
    names, quality = [], []
    for r in range(1, 6):
        for d in range(1, 5):
            for level in range(1, 6):
                names.append(f"I{r:02d}_{d:02d}_{level}.bmp")
                q = 1 - (level - .5) / 5 + .15 * (d - 2.5) / 3 + .08 * rng.standard_normal()
                quality.append(np.clip(q, 0, 1))
    q = np.array(quality)
    mos = np.round(np.clip(.3 + 6.5 / (1 + np.exp(-6 * (q - .45))) + .35 * noise(q), 0, 9), 5)
    psnr = np.round(18 + 26 * q + 1.5 * noise(q), 2)
    ssim = np.round(1 - .5 * (1 - q) ** 2 - .02 * np.abs(noise(q)), 7)
    l1 = np.round(.002 + .06 * (1 - q) ** 1.5 + .004 * np.abs(noise(q)), 7)
    psnr[[4, 31]] = np.inf
    with open("tid2013.txt", "w") as f:
        for n, m in zip(names, mos):
            f.write(f"{m:.5f} {n}\n")
    with open("tid2013.scores.csv", "w") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow("ref,dist,width,height,channels,depth,color,profile,l1,psnr,ssim,notes,error".split(","))
        for n, *scores in zip(names, l1, psnr, ssim):
            w.writerow([n[:3] + ".png", n.lower().replace(".bmp", ".png"), 512, 384, 3, 8, "rgb", "wang2004"]
                       + [repr(float(s)) for s in scores] + ["", ""])
        w.writerow(["I06.png", "i06_01_1.png"] + [""] * 10 + ["i06_01_1.png: no such file"])
    return {"l1": statistics(l1, mos), "psnr": statistics(psnr, mos), "ssim": statistics(ssim, mos)}


def kadid():
    """Four references, five distortions, five levels; means of 30 opinions of 1 to 5."""
    names, refs, quality = [], [], []
    for r in range(1, 5):
        for d in range(1, 6):
            for level in range(1, 6):
                names.append(f"I{r:02d}_{d:02d}_{level:02d}.png")
                refs.append(f"I{r:02d}.png")
                quality.append(np.clip(1 - (level - .5) / 5 + .1 * rng.standard_normal(), 0, 1))
    q = np.array(quality)
    dmos = np.round(np.clip(1 + 4 / (1 + np.exp(-5 * (q - .5))) + .3 * noise(q), 1, 5) * 30) / 30
    dmos = np.array([float(f"{m:.2f}") for m in dmos])
    var = np.round(np.abs(.5 + .2 * noise(q)), 3)
    gmsd = np.round(.3 * (1 - q) ** 1.3 + .015 * np.abs(noise(q)), 6)
    mine = np.round(3 * q + .5 * noise(q), 1)
    there = ~np.isin(np.arange(len(q)), [7, 42])
    with open("kadid.csv", "w") as f:
        f.write("dist_img,ref_img,dmos,var\n")
        for n, r, m, v in zip(names, refs, dmos, var):
            f.write(f"{n},{r},{m:.2f},{v:.3f}\n")
    with open("kadid.scores.jsonl", "w") as f:
        for n, r, g, m, t in zip(names, refs, gmsd, mine, there):
            record = {"ref": r, "dist": n, "width": 512, "height": 384, "channels": 3, "depth": 8,
                      "color": "rgb", "profile": "wang2004",
                      "scores": {"gmsd": float(g) if t else None, "mine": float(m)},
                      "notes": [] if t else ["gmsd: samples are not finite"]}
            f.write(json.dumps(record, separators=(",", ":")) + "\n")
        f.write('{"ref":"I81.png","dist":"I81_01_01.png","error":"I81_01_01.png: png: unexpected EOF"}\n')
    return {"gmsd": statistics(gmsd[there], dmos[there]), "mine": statistics(mine, dmos)}


golden = {"tid2013": tid2013(), "kadid": kadid()}
with open("scipy.json", "w") as f:
    json.dump(golden, f, indent=1)
    f.write("\n")
