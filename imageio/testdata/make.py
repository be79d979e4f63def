#!/usr/bin/env python3
"""Makes the pictures of this folder. Needs numpy and Pillow."""
import io, struct, zlib
import numpy as np
from PIL import Image

W, H = 37, 29
rng = np.random.default_rng(1)
yy, xx = np.mgrid[0:H, 0:W]


def wave(phase, noise=6):
    v = 128 + 70 * np.sin(xx / 6 + phase) + 50 * np.cos(yy / 5 - phase)
    return np.clip(v + rng.normal(0, noise, (H, W)), 0, 255)


RGB = np.stack([wave(0), wave(2), wave(4)], -1)
rgb8 = RGB.astype(np.uint8)
rgb16 = (RGB * 257).astype(np.uint16)
rgb16 += rng.integers(0, 256, rgb16.shape).astype(np.uint16) & 63
gray8 = rgb8[..., 1].copy()
gray16 = rgb16[..., 1].copy()
a8 = np.clip(xx * 9 - 20, 0, 255).astype(np.uint8)
a16 = (a8.astype(np.uint16) * 257) ^ 5
rgba8 = np.dstack([rgb8, a8])
rgba16 = np.dstack([rgb16, a16])
ga8 = np.dstack([gray8, a8])
ga16 = np.dstack([gray16, a16])


def put(name, data):
    open(name, 'wb').write(data)


def big(a):
    return a.astype('>u2').tobytes() if a.dtype == np.uint16 else a.tobytes()


def pnm(a, maxval=None):
    """The bytes of a PGM, PPM or PAM file."""
    maxval = maxval or (65535 if a.dtype == np.uint16 else 255)
    h, w = a.shape[:2]
    n = 1 if a.ndim == 2 else a.shape[2]
    if n in (1, 3):
        head = 'P%d\n%d %d\n%d\n' % (5 if n == 1 else 6, w, h, maxval)
    else:
        kind = {2: 'GRAYSCALE_ALPHA', 4: 'RGB_ALPHA'}[n]
        head = ('P7\nWIDTH %d\nHEIGHT %d\nDEPTH %d\nMAXVAL %d\n'
                'TUPLTYPE %s\nENDHDR\n' % (w, h, n, maxval, kind))
    return head.encode() + big(a)


def plain(a, maxval):
    h, w = a.shape[:2]
    kind = 'P3' if a.ndim == 3 else 'P2'
    lines = [' '.join(str(v) for v in row.ravel()) for row in a]
    return ('%s\n# plain\n%d %d # size\n%d\n%s\n' %
            (kind, w, h, maxval, '\n'.join(lines))).encode()


# ---- references: what the lossless files must decode to
put('gray8.pgm', pnm(gray8))
put('gray16.pgm', pnm(gray16))
put('rgb8.ppm', pnm(rgb8))
put('rgb16.ppm', pnm(rgb16))
put('rgba8.pam', pnm(rgba8))
put('rgba16.pam', pnm(rgba16))
put('graya8.pam', pnm(ga8))
put('graya16.pam', pnm(ga16))
low = {d: (gray8 >> (8 - d)) for d in (1, 2, 4)}
for d, v in low.items():
    put('gray%d.ref.pgm' % d, pnm((v * (255 // (2**d - 1))).astype(np.uint8)))

# ---- PNM
put('gray8-plain.pgm', plain(gray8, 255))
put('rgb8-plain.ppm', plain(rgb8, 255))
put('gray16-plain.pgm', plain(gray16, 65535))
gray10, rgb10 = gray16 >> 6, rgb16 >> 6
put('gray10.pgm', pnm(gray10, 1023))
put('gray10-plain.pgm', plain(gray10, 1023))
put('rgb10.ppm', pnm(rgb10, 1023))
put('rgb10-plain.ppm', plain(rgb10, 1023))
put('gray5.pgm', pnm(gray8 >> 3, 31))
put('gray5-plain.pgm', plain(gray8 >> 3, 31))
put('gray1-maxval1.pgm', pnm(low[1], 1))
put('gray1.pbm', b'P4\n%d %d\n' % (W, H) + np.packbits(1 - low[1], -1).tobytes())
put('gray1-plain.pbm', ('P1\n%d %d\n' % (W, H) + '\n'.join(
    ''.join(str(1 - v) for v in row) for row in low[1]) + '\n').encode())
put('gray8.pam', b'P7\n#c\nWIDTH %d\nHEIGHT %d\nDEPTH 1\nMAXVAL 255\n'
    b'TUPLTYPE GRAYSCALE\nENDHDR\n' % (W, H) + gray8.tobytes())
put('rgb16.pam', b'P7\nWIDTH %d\nHEIGHT %d\nDEPTH 3\nMAXVAL 65535\n'
    b'TUPLTYPE RGB\nENDHDR\n' % (W, H) + big(rgb16))
put('gray1.pam', b'P7\nWIDTH %d\nHEIGHT %d\nDEPTH 1\nMAXVAL 1\n'
    b'TUPLTYPE BLACKANDWHITE\nENDHDR\n' % (W, H) + low[1].tobytes())
bwa = np.dstack([low[1], (xx > 9).astype(np.uint8)])
put('graya1.pam', b'P7\nWIDTH %d\nHEIGHT %d\nDEPTH 2\nMAXVAL 1\n'
    b'TUPLTYPE BLACKANDWHITE_ALPHA\nENDHDR\n' % (W, H) + bwa.tobytes())
put('graya1.ref.pam', pnm(bwa * np.uint8(255)))

# ---- PFM
f32 = (RGB / 255 * 1.5 - 0.2).astype(np.float32)
for order, scale in (('<', '-1.0'), ('>', '1.0')):
    tag = 'le' if order == '<' else 'be'
    put('rgb-%s.pfm' % tag, ('PF\n%d %d\n%s\n' % (W, H, scale)).encode() +
        f32[::-1].astype(order + 'f4').tobytes())
    put('gray-%s.pfm' % tag, ('Pf\n%d %d\n%s\n' % (W, H, scale)).encode() +
        f32[::-1, :, 1].astype(order + 'f4').tobytes())


# ---- PNG
def chunk(kind, data):
    return (struct.pack('>I', len(data)) + kind + data +
            struct.pack('>I', zlib.crc32(kind + data)))


def rows(a, depth):
    """Rows with filter 0 before each."""
    a = a.reshape(a.shape[0], -1)
    if depth < 8:
        bits = (a[..., None] >> np.arange(depth - 1, -1, -1)) & 1
        a = np.packbits(bits.reshape(a.shape[0], -1).astype(np.uint8), -1)
    return b''.join(b'\0' + big(r) for r in a)


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
         (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(a, depth, kind, extra=b'', interlace=False):
    h, w = a.shape[:2]
    if interlace:
        raw = b''
        for x, y, dx, dy in ADAM7:
            part = a[y::dy, x::dx]
            if part.size:
                raw += rows(part, depth)
    else:
        raw = rows(a, depth)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack(
        '>IIBBBBB', w, h, depth, kind, 0, 0, interlace)) + extra +
        chunk(b'IDAT', zlib.compress(raw, 9)) + chunk(b'IEND', b''))


for d in (1, 2, 4):
    put('gray%d.png' % d, png(low[d], d, 0))
    put('gray%d-interlaced.png' % d, png(low[d], d, 0, interlace=True))
put('gray16.png', png(gray16, 16, 0))
put('rgb16.png', png(rgb16, 16, 2))
put('rgba16.png', png(rgba16, 16, 6))
put('graya8.png', png(ga8, 8, 4))
put('graya16.png', png(ga16, 16, 4))
for name, a, d, k in (('gray8', gray8, 8, 0), ('rgb8', rgb8, 8, 2),
                      ('rgba8', rgba8, 8, 6), ('rgba16', rgba16, 16, 6),
                      ('graya8', ga8, 8, 4)):
    put(name + '-interlaced.png', png(a, d, k, interlace=True))
for name, a in (('gray8', gray8), ('rgb8', rgb8), ('rgba8', rgba8)):
    Image.fromarray(a).save(name + '.png', optimize=True)
key = int(gray8[3, 4])
put('gray8-trns.png', png(gray8, 8, 0, chunk(b'tRNS', struct.pack('>H', key))))
put('gray8-trns.ref.pam', pnm(np.dstack(
    [gray8, np.where(gray8 == key, 0, 255).astype(np.uint8)])))
key = int(gray16[3, 4])
put('gray16-trns.png', png(gray16, 16, 0,
                           chunk(b'tRNS', struct.pack('>H', key))))
put('gray16-trns.ref.pam', pnm(np.dstack(
    [gray16, np.where(gray16 == key, 0, 65535).astype(np.uint16)])))
pal = rng.integers(0, 256, (16, 3)).astype(np.uint8)
index = (gray8 >> 4)
put('palette4.png', png(index, 4, 3, chunk(b'PLTE', pal.tobytes())))
put('palette.ref.ppm', pnm(pal[index]))
alpha = np.full(16, 255, np.uint8)
alpha[3:7] = (0, 80, 160, 240)
put('palette8-trns.png', png(index, 8, 3, chunk(b'PLTE', pal.tobytes()) +
                             chunk(b'tRNS', alpha[:7].tobytes())))
put('palette-trns.ref.pam', pnm(np.dstack([pal[index], alpha[index]])))

# ---- JPEG
im, g = Image.fromarray(rgb8), Image.fromarray(gray8)
for name, sub in (('444', 0), ('422', 1), ('420', 2)):
    im.save('rgb-%s.jpg' % name, quality=85, subsampling=sub)
im.save('rgb-420-progressive.jpg', quality=85, subsampling=2, progressive=True)
im.save('rgb-444-restart.jpg', quality=85, subsampling=0, restart_marker_blocks=2)
g.save('gray.jpg', quality=85)
g.save('gray-progressive.jpg', quality=85, progressive=True)
cmyk = Image.fromarray(np.dstack([255 - rgb8, gray8 // 4]), 'CMYK')
cmyk.save('cmyk.jpg', quality=90)
for o in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = o
    # stored so that orientation o makes it rgb8 again
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[o]
    m = im if back is None else im.transpose(Image.Transpose(back))
    m.save('orient%d.jpg' % o, quality=97, subsampling=0, exif=exif)
for name in ('rgb-444', 'rgb-422', 'rgb-420', 'rgb-420-progressive', 'gray',
             'rgb-444-restart', 'gray-progressive'):
    put(name + '.ref.pnm', pnm(np.asarray(Image.open(name + '.jpg'))))

# ---- GIF
p = Image.fromarray(index, 'P')
p.putpalette(pal.tobytes())
p.save('palette.gif', optimize=False)
p.save('palette-interlaced.gif', interlace=1)
g.save('gray8.gif')
b = io.BytesIO()
p.save(b, 'GIF', save_all=True, duration=50, append_images=[
    p.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    p.transpose(Image.Transpose.FLIP_TOP_BOTTOM)])
put('frames3.gif', b.getvalue())


def lzw(v, bits=4):
    """Codes of one width: a clear code before the width would grow."""
    clear, end, width = 1 << bits, (1 << bits) + 1, bits + 1
    codes = []
    for i, s in enumerate(v):
        if i % 8 == 0:
            codes.append(clear)
        codes.append(int(s))
    codes.append(end)
    acc = sum(c << (width * i) for i, c in enumerate(codes))
    return acc.to_bytes((len(codes) * width + 7) // 8, 'little')


part = index[5:20, 4:30]
data = lzw(part.ravel())
blocks = b''.join(bytes([len(data[i:i + 255])]) + data[i:i + 255]
                  for i in range(0, len(data), 255)) + b'\0'
put('part.gif', b'GIF89a' + struct.pack('<HHBBB', W, H, 0xf3, 0, 0) +
    pal.tobytes() + b',' + struct.pack('<HHHHB', 4, 5, 26, 15, 0) + b'\x04' +
    blocks + b';')
whole = np.zeros((H, W, 4), np.uint8)
whole[5:20, 4:30, :3] = pal[part]
whole[5:20, 4:30, 3] = 255
put('part.ref.pam', pnm(whole))

# ---- BMP
Image.fromarray((low[1] * 255).astype(np.uint8)).convert('1').save('gray1.bmp')
g.save('gray8.bmp')
im.save('rgb8.bmp')
p.save('palette8.bmp')
Image.fromarray(rgba8).save('rgba8.bmp')


def bmp(info, table, body):
    at = 14 + len(info) + len(table)
    return b'BM' + struct.pack('<IHHI', at + len(body), 0, 0, at) + info + \
        table + body


def info(bits, used, h=H, size=40):
    return struct.pack('<IiiHHIIiiII', size, W, h, 1, bits, 0, 0, 2835, 2835,
                       used, used) + b'\0' * (size - 40)


def padded(a):
    pad = -a.shape[1] % 4
    return np.pad(a, ((0, 0), (0, pad))).tobytes()


nibbles = np.pad(index, ((0, 0), (0, W % 2)))
nibbles = nibbles[:, ::2] << 4 | nibbles[:, 1::2]
table = np.dstack([pal[None, :, ::-1], np.zeros((1, 16, 1), np.uint8)]).tobytes()
put('palette4.bmp', bmp(info(4, 16), table, padded(nibbles[::-1])))
put('rgb8-down.bmp', bmp(info(24, 0, -H), b'',
                         padded(rgb8[..., ::-1].reshape(H, -1))))
bgra = rgba8[..., [2, 1, 0, 3]]
put('rgb8-32.bmp', bmp(info(32, 0), b'', bgra[::-1].tobytes()))
put('rgba8-v5.bmp', bmp(info(32, 0, H, 124), b'', bgra[::-1].tobytes()))

# ---- TIFF
g.save('gray8.tif')
im.save('rgb8.tif')
for name, c in (('lzw', 'tiff_lzw'), ('deflate', 'tiff_adobe_deflate'),
                ('packbits', 'packbits')):
    im.save('rgb8-%s.tif' % name, compression=c)
    g.save('gray8-%s.tif' % name, compression=c)
Image.fromarray(gray16).save('gray16.tif')
Image.fromarray(gray16).save('gray16-lzw.tif', compression='tiff_lzw')
Image.fromarray((low[1] * 255).astype(np.uint8)).convert('1').save('gray1.tif')
Image.fromarray((low[1] * 255).astype(np.uint8)).convert('1').save(
    'gray1-g4.tif', compression='group4')
b = io.BytesIO()
Image.fromarray((255 - low[1] * 255).astype(np.uint8)).convert('1').save(
    b, 'TIFF', compression='group4')
b = b.getvalue().replace(struct.pack('<HHII', 262, 3, 1, 1),
                         struct.pack('<HHII', 262, 3, 1, 0))
put('gray1-g4-white.tif', b)  # white is zero
p.save('palette8.tif')
g.save('pages3.tif', save_all=True, append_images=[g, im])


def tiff(a, order, tags, blocks):
    """A file with its blocks first and its directory last."""
    e = '<' if order == 'II' else '>'
    data = bytearray(order.encode() + struct.pack(e + 'HI', 42, 0))
    places = []
    for b in blocks:
        places.append(len(data))
        data += b + b'\0' * (len(b) % 2)
    h, w = a.shape[:2]
    n = 1 if a.ndim == 2 else a.shape[2]
    bits = a.dtype.itemsize * 8
    tags = dict(tags)
    tiled = 322 in tags
    tags.update({256: ('I', [w]), 257: ('I', [h]), 258: ('H', [bits] * n),
                 259: ('H', [1]), 262: ('H', [2 if n > 2 else 1]),
                 277: ('H', [n]), 324 if tiled else 273: ('I', places),
                 325 if tiled else 279: ('I', [len(b) for b in blocks])})
    if n == 4:
        tags.setdefault(338, ('H', [2]))
    fields = b''
    for t in sorted(tags):
        kind, v = tags[t]
        raw = struct.pack(e + str(len(v)) + kind, *v)
        if len(raw) > 4:
            at = len(data)
            data += raw + b'\0' * (len(raw) % 2)
            raw = struct.pack(e + 'I', at)
        fields += struct.pack(e + 'HHI', t, 3 if kind == 'H' else 4, len(v))
        fields += raw.ljust(4, b'\0')
    data[4:8] = struct.pack(e + 'I', len(data))
    return bytes(data) + struct.pack(e + 'H', len(tags)) + fields + b'\0' * 4


def strips(a, order, rows=8):
    if a.dtype == np.uint16:
        a = a.astype('<u2' if order == 'II' else '>u2')
    return [a[y:y + rows].tobytes() for y in range(0, a.shape[0], rows)]


for name, a, order in (('rgb16', rgb16, 'II'), ('rgb16-be', rgb16, 'MM'),
                       ('rgba16', rgba16, 'MM'), ('rgba8', rgba8, 'II'),
                       ('gray16-be', gray16, 'MM')):
    put(name + '.tif', tiff(a, order, {278: ('I', [8])}, strips(a, order)))
tiles = [np.pad(rgb8, ((0, 32 - H), (0, 48 - W), (0, 0)))[y:y + 16, x:x + 16]
         .tobytes() for y in (0, 16) for x in (0, 16, 32)]
put('rgb8-tiled.tif', tiff(rgb8, 'II', {322: ('H', [16]), 323: ('H', [16])}, tiles))
turned = np.ascontiguousarray(np.rot90(rgb8))
put('orient6.tif', tiff(turned, 'II', {274: ('H', [6]), 278: ('I', [99])},
                        [turned.tobytes()]))

# ---- WebP
im.save('rgb8.webp', lossless=True)
Image.fromarray(rgba8).save('rgba8.webp', lossless=True, exact=True)
im.save('lossy.webp', quality=80)
Image.fromarray(rgba8).save('lossy-alpha.webp', quality=80)
Image.fromarray(rgb8[:, :36]).save('lossy-even.webp', quality=60)
for name in ('lossy', 'lossy-alpha', 'lossy-even'):
    put(name + '.ref.pnm', pnm(np.asarray(Image.open(name + '.webp'))))
b = io.BytesIO()
im.save(b, 'WEBP', save_all=True, append_images=[g.convert('RGB')], duration=50)
put('bad-animation.webp', b.getvalue())

# ---- files that must be refused
put('bad-nan.pfm', b'Pf\n2 1\n-1\n' + struct.pack('<ff', 1, float('nan')))
put('bad-text.png', b'This is a text.\n')
put('bad-above-maxval.pgm', b'P5 2 1 100 \x05\x65')
