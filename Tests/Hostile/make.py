#!/usr/bin/env python3
"""Writes the hostile safetensors files beside this script, a line below each.

usage: Tests/Hostile/make.py

answers.txt holds the one line that each must be answered with; FilesTests compares.
"""
import pathlib
import struct

folder = pathlib.Path(__file__).parent / "safetensors"


def sized(length, rest):
  return struct.pack("<Q", length) + rest


def file(header, data=b""):
  header = header.encode() if isinstance(header, str) else header
  return sized(len(header), header) + data


def tensor(name="a", dtype='"F32"', shape="[2]", offsets="[0,8]"):
  return f'"{name}":{{"dtype":{dtype},"shape":{shape},"data_offsets":{offsets}}}'


def one(data=bytes(8), **fields):
  return file("{" + tensor(**fields) + "}", data)


def several(*tensors, data=bytes(16)):
  return file("{" + ",".join(tensors) + "}", data)


def fields(text, data=bytes(8)):
  return file('{"a":{' + text + "}}", data)


good = tensor()
files = {
    # The eight bytes of the header's length.
    "empty": b"",
    "length-cut": b"\x40\0\0",
    "length-alone": sized(64, b""),
    "length-zero": sized(0, b""),
    "length-zero-before-header": sized(0, b"{}"),
    "length-one": sized(1, b"{"),
    "length-past-end": sized(3, b"{}"),
    "length-over-limit": sized(100_000_001, b"{}"),
    "length-sign-bit": sized(1 << 63, b"{}"),
    "length-all-ones": sized((1 << 64) - 1, b"{}"),
    "length-big-endian": struct.pack(">Q", 2) + b"{}",
    "length-too-short": sized(20, file("{" + good + "}", bytes(8))[8:]),
    "length-into-data": sized(len(good) + 5, b"{" + good.encode() + b"}" + bytes(8)),
    # Other files.
    "pickle": b"\x80\x02}q\x00X\x06\x00\x00\x00weightq\x01K\x01s.",
    "zip": b"PK\x03\x04\x00\x00\x08\x08\x00\x00archive/data.pkl",
    "gzip": bytes.fromhex("1f8b0800000000000003abae050043bfa6a302000000"),
    "web-page": b"<!DOCTYPE html><title>404</title>",
    "pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
    "zeros": bytes(100),
    "ones": b"\xff" * 100,
    # UTF-8.
    "text-not-utf8": file(b'{"\xff":1}'),
    "text-cut-character": file(b'{"a\xe2\x82'),
    "text-overlong": file(b'{"\xc0\xaf":1}'),
    "text-surrogate": file(b'{"\xed\xa0\x80":1}'),
    "text-utf16": file('{"a":1}'.encode("utf-16-le")),
    "text-byte-order-mark": file(b"\xef\xbb\xbf{}"),
    "text-nul": file(b'{"a\0b":1}'),
    # JSON.
    "json-list": file("[]"),
    "json-blank-first": file(" {}"),
    "json-open": file("{ "),
    "json-no-value": file('{"a":'),
    "json-no-colon": file('{"a" 1}'),
    "json-key-without-quotes": file("{a:1}"),
    "json-single-quotes": file("{'a':1}"),
    "json-trailing-comma": file("{" + good + ",}", bytes(8)),
    "json-leading-comma": file("{," + good + "}", bytes(8)),
    "json-two-objects": file("{}{}"),
    "json-text-behind": file("{} x"),
    "json-nul-behind": file(b"{}\0\0"),
    "json-comment": file('{/*x*/"a":1}'),
    "json-open-text": file('{"a'),
    "json-bad-escape": file('{"\\x41":1}'),
    "json-cut-escape": file('{"\\u00'),
    "json-half-surrogate": file('{"\\ud83d":1}'),
    "json-line-break-in-text": file('{"a\nb":1}'),
    # Nesting.
    "deep-lists": file("{" * 1 + '"a":' + "[" * 3000),
    "deep-objects": file('{"a":' * 600),
    "deep-shape": one(shape="[" * 3000),
    "deep-metadata": file('{"__metadata__":' + '{"a":' * 600),
    # Repeated keys.
    "twice-tensor": several(good, tensor(offsets="[8,16]")),
    "twice-tensor-escaped": several(good, tensor(name="\\u0061", offsets="[8,16]")),
    "twice-field": fields('"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]'),
    "twice-metadata": file('{"__metadata__":{},"__metadata__":{}}'),
    "twice-metadata-key": file('{"__metadata__":{"a":"1","a":"2"}}'),
    # Metadata.
    "metadata-list": file('{"__metadata__":["a"]}'),
    "metadata-null": file('{"__metadata__":null}'),
    "metadata-number": file('{"__metadata__":{"a":1}}'),
    "metadata-object": file('{"__metadata__":{"a":{"b":"c"}}}'),
    # A tensor's fields.
    "tensor-null": file('{"a":null}'),
    "tensor-number": file('{"a":-1}'),
    "tensor-truth": file('{"a":true}'),
    "tensor-word": file('{"a":yes}'),
    "field-unknown": fields('"dtype":"F32","shape":[2],"data_offsets":[0,8],"strides":[1]'),
    "dtype-missing": fields('"shape":[2],"data_offsets":[0,8]'),
    "shape-missing": fields('"dtype":"F32","data_offsets":[0,8]'),
    "offsets-missing": fields('"dtype":"F32","shape":[2]'),
    "dtype-unknown": one(dtype='"F8_E4M3"'),
    "dtype-lower-case": one(dtype='"f32"'),
    "dtype-number": one(dtype="32"),
    "dtype-escapes": one(dtype='"\\u001b]0;owned\\u0007\\u202e"'),
    # Shapes.
    "shape-number": one(shape="2"),
    "shape-negative": one(shape="[-2]"),
    "shape-minus-zero": one(shape="[-0]"),
    "shape-fraction": one(shape="[2.0]"),
    "shape-exponent": one(shape="[2e0]"),
    "shape-text": one(shape='["2"]'),
    "shape-null": one(shape="[null]"),
    "shape-leading-zero": one(shape="[02]"),
    "shape-not-a-number": one(shape="[NaN]"),
    "shape-over-int64": one(shape="[9223372036854775808]"),
    "shape-over-uint64": one(shape="[18446744073709551618]"),
    "shape-many-digits": one(shape="[" + "9" * 2000 + "]"),
    "shape-overflow": one(shape="[4294967296,4294967296,2]"),
    "shape-overflow-in-bytes": one(shape="[4611686018427387904]"),
    "shape-wraps-to-two": one(shape="[3,6148914691236517206]"),
    "shape-overflow-times-zero": one(shape="[9223372036854775807,2,0]", offsets="[0,0]"),
    "shape-too-large": one(shape="[3]"),
    "shape-too-small": one(shape="[1]"),
    "shape-many-dimensions": one(shape="[" + "1," * 500 + "1]"),
    # Offsets.
    "offsets-number": one(offsets="8"),
    "offsets-none": one(offsets="[]"),
    "offsets-one": one(offsets="[0]"),
    "offsets-three": one(offsets="[0,8,8]"),
    "offsets-negative": one(offsets="[-8,0]"),
    "offsets-reversed": one(offsets="[8,0]"),
    "offsets-fraction": one(offsets="[0,8.0]"),
    "offsets-over-int64": one(offsets="[0,9223372036854775808]"),
    "offsets-huge": one(offsets="[9223372036854775799,9223372036854775807]"),
    "offsets-past-end": several(good, tensor("b", offsets="[8,16]"), data=bytes(12)),
    "offsets-without-data": one(data=b""),
    "offsets-overlap": several(good, tensor("b", offsets="[4,12]"), data=bytes(12)),
    "offsets-same": several(good, tensor("b"), data=bytes(8)),
    "offsets-inside": several(
        tensor(shape="[4]", offsets="[0,16]"), tensor("b", offsets="[4,12]")),
    "offsets-gap-first": one(offsets="[4,12]", data=bytes(12)),
    "offsets-gap-between": several(good, tensor("b", offsets="[12,20]"), data=bytes(20)),
    "offsets-empty-in-a-tensor": several(
        tensor("e", shape="[0]", offsets="[4,4]"), good, data=bytes(8)),
    "offsets-empty-past-end": several(
        tensor("e", shape="[0]", offsets="[12,12]"), good, data=bytes(8)),
    "data-missing-a-byte": one(data=bytes(7)),
    "data-behind": one(data=bytes(9)),
    "data-without-tensors": file("{}", bytes(4)),
    "data-sparse": one(shape="[2305843009213693951]", offsets="[0,9223372036854775804]"),
    # Names that a terminal would act on, in the error.
    "name-escapes": several(
        tensor("\\u001b[2J\\u001b]0;x\\u0007\\u009b1m\\u202e\\n"), good, data=bytes(8)),
    "name-long": one(name="x" * 3000, dtype='"F9"'),
    "name-empty": one(name="", shape="[3]"),
    # Strange, and correct.
    "fine-no-tensors": file("{}"),
    "fine-padded": file("{" + good + "}" + " " * 30 + "\n", bytes(8)),
    "fine-blanks": file('{ "a" : { "dtype" : "F32" ,\n"shape":[ 1 , 2 ] ,\t"data_offsets" : [ 0 , 8 ] } }',
                        bytes(8)),
    "fine-backwards": several(tensor("b", offsets="[8,16]"), good),
    "fine-empty-tensors": several(
        tensor("e", shape="[0,9]", offsets="[0,0]"), tensor("f", shape="[0]", offsets="[8,8]"),
        good, data=bytes(8)),
    "fine-single-number": one(shape="[]", offsets="[0,4]", data=bytes(4)),
    "fine-names": several(
        tensor("\\u001b[2J"), tensor("\\ud83d\\ude00", offsets="[8,16]")),
    "fine-not-numbers": one(data=b"\0\0\xc0\x7f\0\0\x80\xff"),
}

folder.mkdir(exist_ok=True)
for old in folder.iterdir():
  old.unlink()
for name, content in files.items():
  (folder / name).write_bytes(content)
