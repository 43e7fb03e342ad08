// Written by CompiledMapSourceTests (RECORD_COMPILED_MAPS=1): not to be edited.
COMPILED_MAP(0, "BFTFTFTSSSF 3.2.0.1 3.4.0.3 3.6.5.5 12.6.6 16.6.6 3.6.7.6 3.6.4.6 3.6.6.8 3.2.2.9 1.10.6.2", "BFTFTFTSSSF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_MULTIPLY(x0, x3, x0);
  vf x5 = GET(p[5] + i);
  vf x6 = operate_CK_MULTIPLY(x5, x5, x5);
  x6 = operate_CK_NEGATE(x6, x6, x6);
  x6 = operate_CK_EXP(x6, x6, x6);
  x6 = operate_CK_MULTIPLY(s[7], x6, s[7]);
  x6 = operate_CK_MULTIPLY(x4, x6, x4);
  x6 = operate_CK_MULTIPLY(x6, s[8], x6);
  x2 = operate_CK_MULTIPLY(x2, s[9], x2);
  vf x10 = operate_CK_ADD(x6, x2, x6);
  PUT(p[10] + i, x10);)
COMPILED_MAP(1, "BFTFTSTF 3.2.0.1 3.4.0.3 2.6.5.1 3.6.1.6 3.6.4.6 1.7.2.6", "BFTFTSTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_MULTIPLY(x0, x3, x0);
  vf x6 = operate_CK_SUBTRACT(s[5], x1, s[5]);
  x6 = operate_CK_MULTIPLY(x1, x6, x1);
  x6 = operate_CK_MULTIPLY(x4, x6, x4);
  vf x7 = operate_CK_ADD(x2, x6, x2);
  PUT(p[7] + i, x7);)
COMPILED_MAP(2, "BRF 1.2.0.1", "BRF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  PUT(p[2] + i, x2);)
COMPILED_MAP(3, "BRFF 1.2.0.1 22.3.2", "BRFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  PUT(p[2] + i, x2);
  vf x3 = operate_CK_SOFTPLUS(x2, x2, x2);
  PUT(p[3] + i, x3);)
COMPILED_MAP(4, "BRFFF 1.2.0.1 21.3.2 3.4.2.3", "BRFFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  PUT(p[2] + i, x2);
  vf x3 = operate_CK_SIGMOID(x2, x2, x2);
  PUT(p[3] + i, x3);
  vf x4 = operate_CK_MULTIPLY(x2, x3, x2);
  PUT(p[4] + i, x4);)
COMPILED_MAP(5, "BRFFTF 1.2.0.1 2.4.2.3 3.5.4.4", "BRFFTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  PUT(p[2] + i, x2);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_SUBTRACT(x2, x3, x2);
  vf x5 = operate_CK_MULTIPLY(x4, x4, x4);
  PUT(p[5] + i, x5);)
COMPILED_MAP(6, "BRTF 1.2.0.1 20.3.2", "BRTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x3 = operate_CK_TANH(x2, x2, x2);
  PUT(p[3] + i, x3);)
COMPILED_MAP(7, "BRTF 1.2.0.1 21.3.2", "BRTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x3 = operate_CK_SIGMOID(x2, x2, x2);
  PUT(p[3] + i, x3);)
COMPILED_MAP(8, "BRTF 1.2.0.1 22.3.2", "BRTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x3 = operate_CK_SOFTPLUS(x2, x2, x2);
  PUT(p[3] + i, x3);)
COMPILED_MAP(9, "BRTSF 1.2.0.1 5.4.2.3", "BRTSF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = operate_CK_MAXIMUM(x2, s[3], x2);
  PUT(p[4] + i, x4);)
COMPILED_MAP(10, "BRTSFSFSFF 1.2.0.1 3.4.3.2 3.6.2.5 23.2.6 1.8.7.2 3.9.4.8", "BRTSFSFSFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = operate_CK_MULTIPLY(s[3], x2, s[3]);
  PUT(p[4] + i, x4);
  vf x6 = operate_CK_MULTIPLY(x2, s[5], x2);
  PUT(p[6] + i, x6);
  x2 = operate_CK_ERF(x6, x6, x6);
  vf x8 = operate_CK_ADD(s[7], x2, s[7]);
  PUT(p[8] + i, x8);
  vf x9 = operate_CK_MULTIPLY(x4, x8, x4);
  PUT(p[9] + i, x9);)
COMPILED_MAP(11, "BRTSFTFFF 1.2.0.1 5.4.2.3 6.5.3.2 17.6.5 1.7.4.6 7.8.2.5", "BRTSFTFFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = operate_CK_MAXIMUM(x2, s[3], x2);
  PUT(p[4] + i, x4);
  vf x5 = operate_CK_MINIMUM(s[3], x2, s[3]);
  vf x6 = operate_CK_EXPM1(x5, x5, x5);
  PUT(p[6] + i, x6);
  vf x7 = operate_CK_ADD(x4, x6, x4);
  PUT(p[7] + i, x7);
  vf x8 = operate_CK_GREATER(x2, x5, x2);
  PUT(p[8] + i, x8);)
COMPILED_MAP(12, "BRTSTF 1.2.0.1 5.4.2.3 6.2.3.2 17.2.2 1.5.4.2", "BRTSTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = operate_CK_MAXIMUM(x2, s[3], x2);
  x2 = operate_CK_MINIMUM(s[3], x2, s[3]);
  x2 = operate_CK_EXPM1(x2, x2, x2);
  vf x5 = operate_CK_ADD(x4, x2, x4);
  PUT(p[5] + i, x5);)
COMPILED_MAP(13, "BRTSTSFF 1.2.0.1 3.4.2.3 7.6.2.5 10.7.6.2.4", "BRTSTSFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = operate_CK_MULTIPLY(x2, s[3], x2);
  vf x6 = operate_CK_GREATER(x2, s[5], x2);
  PUT(p[6] + i, x6);
  vf x7 = operate_CK_SELECT(x6, x2, x4);
  PUT(p[7] + i, x7);)
COMPILED_MAP(14, "BRTSTSSF 1.2.0.1 3.4.3.2 3.2.2.5 23.2.2 1.2.6.2 3.7.4.2", "BRTSTSSF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = operate_CK_MULTIPLY(s[3], x2, s[3]);
  x2 = operate_CK_MULTIPLY(x2, s[5], x2);
  x2 = operate_CK_ERF(x2, x2, x2);
  x2 = operate_CK_ADD(s[6], x2, s[6]);
  vf x7 = operate_CK_MULTIPLY(x4, x2, x4);
  PUT(p[7] + i, x7);)
COMPILED_MAP(15, "BRTSTSTF 1.2.0.1 3.4.2.3 7.6.2.5 10.7.6.2.4", "BRTSTSTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = operate_CK_MULTIPLY(x2, s[3], x2);
  vf x6 = operate_CK_GREATER(x2, s[5], x2);
  vf x7 = operate_CK_SELECT(x6, x2, x4);
  PUT(p[7] + i, x7);)
COMPILED_MAP(16, "BRTTF 1.2.0.1 21.3.2 3.4.2.3", "BRTTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x3 = operate_CK_SIGMOID(x2, x2, x2);
  vf x4 = operate_CK_MULTIPLY(x2, x3, x2);
  PUT(p[4] + i, x4);)
COMPILED_MAP(17, "BSFFTF 1.2.0.1 2.4.2.3 3.5.4.4", "BSFFTF",
  vf x0 = GET(p[0] + i);
  vf x2 = operate_CK_ADD(x0, s[1], x0);
  PUT(p[2] + i, x2);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_SUBTRACT(x2, x3, x2);
  vf x5 = operate_CK_MULTIPLY(x4, x4, x4);
  PUT(p[5] + i, x5);)
COMPILED_MAP(18, "BSTFFSF 1.2.0.1 2.2.2.3 3.4.2.2 3.2.5.2 1.6.2.2", "BSTFFSF",
  vf x0 = GET(p[0] + i);
  vf x2 = operate_CK_ADD(x0, s[1], x0);
  vf x3 = GET(p[3] + i);
  x2 = operate_CK_SUBTRACT(x2, x3, x2);
  vf x4 = operate_CK_MULTIPLY(x2, x2, x2);
  PUT(p[4] + i, x4);
  x2 = operate_CK_MULTIPLY(s[5], x2, s[5]);
  vf x6 = operate_CK_ADD(x2, x2, x2);
  PUT(p[6] + i, x6);)
COMPILED_MAP(19, "BSTFSF 1.2.0.1 12.2.2 22.3.2 21.2.2 3.2.4.2 12.5.2", "BSTFSF",
  vf x0 = GET(p[0] + i);
  vf x2 = operate_CK_ADD(x0, s[1], x0);
  x2 = operate_CK_NEGATE(x2, x2, x2);
  vf x3 = operate_CK_SOFTPLUS(x2, x2, x2);
  PUT(p[3] + i, x3);
  x2 = operate_CK_SIGMOID(x2, x2, x2);
  x2 = operate_CK_MULTIPLY(s[4], x2, s[4]);
  vf x5 = operate_CK_NEGATE(x2, x2, x2);
  PUT(p[5] + i, x5);)
COMPILED_MAP(20, "BSTFSF 1.2.0.1 22.3.2 21.2.2 3.5.4.2", "BSTFSF",
  vf x0 = GET(p[0] + i);
  vf x2 = operate_CK_ADD(x0, s[1], x0);
  vf x3 = operate_CK_SOFTPLUS(x2, x2, x2);
  PUT(p[3] + i, x3);
  x2 = operate_CK_SIGMOID(x2, x2, x2);
  vf x5 = operate_CK_MULTIPLY(s[4], x2, s[4]);
  PUT(p[5] + i, x5);)
COMPILED_MAP(21, "BSTFTFSTF 1.2.0.1 21.3.2 12.4.2 22.4.4 3.4.5.4 2.7.6.5 22.2.2 3.2.7.2 1.8.4.2", "BSTFTFSTF",
  vf x0 = GET(p[0] + i);
  vf x2 = operate_CK_ADD(x0, s[1], x0);
  vf x3 = operate_CK_SIGMOID(x2, x2, x2);
  PUT(p[3] + i, x3);
  vf x4 = operate_CK_NEGATE(x2, x2, x2);
  x4 = operate_CK_SOFTPLUS(x4, x4, x4);
  vf x5 = GET(p[5] + i);
  x4 = operate_CK_MULTIPLY(x5, x4, x5);
  vf x7 = operate_CK_SUBTRACT(s[6], x5, s[6]);
  x2 = operate_CK_SOFTPLUS(x2, x2, x2);
  x2 = operate_CK_MULTIPLY(x7, x2, x7);
  vf x8 = operate_CK_ADD(x4, x2, x4);
  PUT(p[8] + i, x8);)
COMPILED_MAP(22, "BSTTTFSTTFSF 1.2.0.1 12.3.2 22.4.3 3.4.5.4 2.7.6.5 22.8.2 3.8.7.8 1.9.4.8 3.7.10.7 21.2.2 3.2.7.2 3.7.10.5 21.3.3 3.3.7.3 12.3.3 1.11.2.3", "BSTTTFSTTFSF",
  vf x0 = GET(p[0] + i);
  vf x2 = operate_CK_ADD(x0, s[1], x0);
  vf x3 = operate_CK_NEGATE(x2, x2, x2);
  vf x4 = operate_CK_SOFTPLUS(x3, x3, x3);
  vf x5 = GET(p[5] + i);
  x4 = operate_CK_MULTIPLY(x5, x4, x5);
  vf x7 = operate_CK_SUBTRACT(s[6], x5, s[6]);
  vf x8 = operate_CK_SOFTPLUS(x2, x2, x2);
  x8 = operate_CK_MULTIPLY(x7, x8, x7);
  vf x9 = operate_CK_ADD(x4, x8, x4);
  PUT(p[9] + i, x9);
  x7 = operate_CK_MULTIPLY(s[10], x7, s[10]);
  x2 = operate_CK_SIGMOID(x2, x2, x2);
  x2 = operate_CK_MULTIPLY(x7, x2, x7);
  x7 = operate_CK_MULTIPLY(s[10], x5, s[10]);
  x3 = operate_CK_SIGMOID(x3, x3, x3);
  x3 = operate_CK_MULTIPLY(x7, x3, x7);
  x3 = operate_CK_NEGATE(x3, x3, x3);
  vf x11 = operate_CK_ADD(x2, x3, x2);
  PUT(p[11] + i, x11);)
COMPILED_MAP(23, "CFF 3.2.0.1", "CFF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  PUT(p[2] + i, x2);)
COMPILED_MAP(24, "FBSTTSF 10.3.0.1.2 10.4.0.2.1 3.4.4.5 1.6.3.4", "FBSTTSF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x3 = operate_CK_SELECT(x0, x1, s[2]);
  vf x4 = operate_CK_SELECT(x0, s[2], x1);
  x4 = operate_CK_MULTIPLY(x4, s[5], x4);
  vf x6 = operate_CK_ADD(x3, x4, x3);
  PUT(p[6] + i, x6);)
COMPILED_MAP(25, "FBTSFTSTSFSSSSF 1.2.0.1 3.5.3.4 3.7.6.2 1.7.5.7 26.4.7 3.7.8.9 3.2.2.2 3.2.10.2 1.2.7.2 26.9.2 15.2.9 3.2.2.11 1.2.2.12 4.2.4.2 3.2.13.2 2.14.14.2", "FBTSFTSTSFSSSSF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(s[3], x4, s[3]);
  vf x7 = operate_CK_MULTIPLY(s[6], x2, s[6]);
  x7 = operate_CK_ADD(x5, x7, x5);
  x4 = operate_CK_FLUSH(x7, x7, x7);
  PUT(p[4] + i, x4);
  vf x9 = GET(p[9] + i);
  x7 = operate_CK_MULTIPLY(s[8], x9, s[8]);
  x2 = operate_CK_MULTIPLY(x2, x2, x2);
  x2 = operate_CK_MULTIPLY(s[10], x2, s[10]);
  x2 = operate_CK_ADD(x7, x2, x7);
  x9 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[9] + i, x9);
  x2 = operate_CK_SQUARE_ROOT(x9, x9, x9);
  x2 = operate_CK_MULTIPLY(x2, s[11], x2);
  x2 = operate_CK_ADD(x2, s[12], x2);
  x2 = operate_CK_DIVIDE(x4, x2, x4);
  x2 = operate_CK_MULTIPLY(s[13], x2, s[13]);
  vf x14 = GET(p[14] + i);
  x14 = operate_CK_SUBTRACT(x14, x2, x14);
  PUT(p[14] + i, x14);)
COMPILED_MAP(26, "FBTSFTTSFSSSSF 1.2.0.1 3.5.3.4 3.6.3.2 1.6.5.6 26.4.6 3.6.7.8 3.2.2.2 3.2.9.2 1.2.6.2 26.8.2 15.2.8 3.2.2.10 1.2.2.11 4.2.4.2 3.2.12.2 2.13.13.2", "FBTSFTTSFSSSSF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(s[3], x4, s[3]);
  vf x6 = operate_CK_MULTIPLY(s[3], x2, s[3]);
  x6 = operate_CK_ADD(x5, x6, x5);
  x4 = operate_CK_FLUSH(x6, x6, x6);
  PUT(p[4] + i, x4);
  vf x8 = GET(p[8] + i);
  x6 = operate_CK_MULTIPLY(s[7], x8, s[7]);
  x2 = operate_CK_MULTIPLY(x2, x2, x2);
  x2 = operate_CK_MULTIPLY(s[9], x2, s[9]);
  x2 = operate_CK_ADD(x6, x2, x6);
  x8 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[8] + i, x8);
  x2 = operate_CK_SQUARE_ROOT(x8, x8, x8);
  x2 = operate_CK_MULTIPLY(x2, s[10], x2);
  x2 = operate_CK_ADD(x2, s[11], x2);
  x2 = operate_CK_DIVIDE(x4, x2, x4);
  x2 = operate_CK_MULTIPLY(s[12], x2, s[12]);
  vf x13 = GET(p[13] + i);
  x13 = operate_CK_SUBTRACT(x13, x2, x13);
  PUT(p[13] + i, x13);)
COMPILED_MAP(27, "FF 12.1.0", "FF",
  vf x0 = GET(p[0] + i);
  vf x1 = operate_CK_NEGATE(x0, x0, x0);
  PUT(p[1] + i, x1);)
COMPILED_MAP(28, "FF 16.1.0", "FF",
  vf x0 = GET(p[0] + i);
  vf x1 = operate_CK_EXP(x0, x0, x0);
  PUT(p[1] + i, x1);)
COMPILED_MAP(29, "FFF 3.2.0.1", "FFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(x0, x1, x0);
  PUT(p[2] + i, x2);)
COMPILED_MAP(30, "FFF 4.2.0.1", "FFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_DIVIDE(x0, x1, x0);
  PUT(p[2] + i, x2);)
COMPILED_MAP(31, "FFTF 3.2.0.1 2.3.3.2", "FFTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  x3 = operate_CK_SUBTRACT(x3, x2, x3);
  PUT(p[3] + i, x3);)
COMPILED_MAP(32, "FFTFFF 3.2.0.1 1.2.2.3 26.1.2 3.2.4.1 2.5.5.2", "FFTFFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  x2 = operate_CK_ADD(x2, x3, x2);
  x1 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[1] + i, x1);
  vf x4 = GET(p[4] + i);
  x2 = operate_CK_MULTIPLY(x4, x1, x4);
  vf x5 = GET(p[5] + i);
  x5 = operate_CK_SUBTRACT(x5, x2, x5);
  PUT(p[5] + i, x5);)
COMPILED_MAP(33, "FFTFFTFFFFFFF 3.2.0.1 3.5.3.4 1.5.2.5 26.1.5 3.5.6.7 3.2.4.4 3.2.8.2 1.2.5.2 26.7.2 15.2.7 3.2.2.9 1.2.2.10 4.2.1.2 3.2.11.2 2.12.12.2", "FFTFFTFFFFFFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(x3, x4, x3);
  x5 = operate_CK_ADD(x2, x5, x2);
  x1 = operate_CK_FLUSH(x5, x5, x5);
  PUT(p[1] + i, x1);
  vf x6 = GET(p[6] + i);
  vf x7 = GET(p[7] + i);
  x5 = operate_CK_MULTIPLY(x6, x7, x6);
  x2 = operate_CK_MULTIPLY(x4, x4, x4);
  vf x8 = GET(p[8] + i);
  x2 = operate_CK_MULTIPLY(x8, x2, x8);
  x2 = operate_CK_ADD(x5, x2, x5);
  x7 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[7] + i, x7);
  x2 = operate_CK_SQUARE_ROOT(x7, x7, x7);
  vf x9 = GET(p[9] + i);
  x2 = operate_CK_MULTIPLY(x2, x9, x2);
  vf x10 = GET(p[10] + i);
  x2 = operate_CK_ADD(x2, x10, x2);
  x2 = operate_CK_DIVIDE(x1, x2, x1);
  vf x11 = GET(p[11] + i);
  x2 = operate_CK_MULTIPLY(x11, x2, x11);
  vf x12 = GET(p[12] + i);
  x12 = operate_CK_SUBTRACT(x12, x2, x12);
  PUT(p[12] + i, x12);)
COMPILED_MAP(34, "FFTFFTFFTFFFFFF 3.2.0.1 3.5.3.4 3.8.6.7 1.8.5.8 26.4.8 3.8.9.10 3.5.7.7 3.5.11.5 1.5.8.5 26.10.5 15.5.10 3.5.5.12 1.5.5.13 4.5.4.5 3.5.14.5 2.1.2.5", "FFTFFTFFTFFFFFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(x3, x4, x3);
  vf x6 = GET(p[6] + i);
  vf x7 = GET(p[7] + i);
  vf x8 = operate_CK_MULTIPLY(x6, x7, x6);
  x8 = operate_CK_ADD(x5, x8, x5);
  x4 = operate_CK_FLUSH(x8, x8, x8);
  PUT(p[4] + i, x4);
  vf x9 = GET(p[9] + i);
  vf x10 = GET(p[10] + i);
  x8 = operate_CK_MULTIPLY(x9, x10, x9);
  x5 = operate_CK_MULTIPLY(x7, x7, x7);
  vf x11 = GET(p[11] + i);
  x5 = operate_CK_MULTIPLY(x11, x5, x11);
  x5 = operate_CK_ADD(x8, x5, x8);
  x10 = operate_CK_FLUSH(x5, x5, x5);
  PUT(p[10] + i, x10);
  x5 = operate_CK_SQUARE_ROOT(x10, x10, x10);
  vf x12 = GET(p[12] + i);
  x5 = operate_CK_MULTIPLY(x5, x12, x5);
  vf x13 = GET(p[13] + i);
  x5 = operate_CK_ADD(x5, x13, x5);
  x5 = operate_CK_DIVIDE(x4, x5, x4);
  vf x14 = GET(p[14] + i);
  x5 = operate_CK_MULTIPLY(x14, x5, x14);
  x1 = operate_CK_SUBTRACT(x2, x5, x2);
  PUT(p[1] + i, x1);)
COMPILED_MAP(35, "FFTFFTFTFFFFFFF 1.2.0.1 3.5.3.4 3.7.6.2 1.7.5.7 26.4.7 3.7.8.9 3.2.2.2 3.2.10.2 1.2.7.2 26.9.2 15.2.9 3.2.2.11 1.2.2.12 4.2.4.2 3.2.13.2 2.14.14.2", "FFTFFTFTFFFFFFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(x3, x4, x3);
  vf x6 = GET(p[6] + i);
  vf x7 = operate_CK_MULTIPLY(x6, x2, x6);
  x7 = operate_CK_ADD(x5, x7, x5);
  x4 = operate_CK_FLUSH(x7, x7, x7);
  PUT(p[4] + i, x4);
  vf x8 = GET(p[8] + i);
  vf x9 = GET(p[9] + i);
  x7 = operate_CK_MULTIPLY(x8, x9, x8);
  x2 = operate_CK_MULTIPLY(x2, x2, x2);
  vf x10 = GET(p[10] + i);
  x2 = operate_CK_MULTIPLY(x10, x2, x10);
  x2 = operate_CK_ADD(x7, x2, x7);
  x9 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[9] + i, x9);
  x2 = operate_CK_SQUARE_ROOT(x9, x9, x9);
  vf x11 = GET(p[11] + i);
  x2 = operate_CK_MULTIPLY(x2, x11, x2);
  vf x12 = GET(p[12] + i);
  x2 = operate_CK_ADD(x2, x12, x2);
  x2 = operate_CK_DIVIDE(x4, x2, x4);
  vf x13 = GET(p[13] + i);
  x2 = operate_CK_MULTIPLY(x13, x2, x13);
  vf x14 = GET(p[14] + i);
  x14 = operate_CK_SUBTRACT(x14, x2, x14);
  PUT(p[14] + i, x14);)
COMPILED_MAP(36, "FFTFFTTFFFFFFF 1.2.0.1 3.5.3.4 3.6.3.2 1.6.5.6 26.4.6 3.6.7.8 3.2.2.2 3.2.9.2 1.2.6.2 26.8.2 15.2.8 3.2.2.10 1.2.2.11 4.2.4.2 3.2.12.2 2.13.13.2", "FFTFFTTFFFFFFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(x3, x4, x3);
  vf x6 = operate_CK_MULTIPLY(x3, x2, x3);
  x6 = operate_CK_ADD(x5, x6, x5);
  x4 = operate_CK_FLUSH(x6, x6, x6);
  PUT(p[4] + i, x4);
  vf x7 = GET(p[7] + i);
  vf x8 = GET(p[8] + i);
  x6 = operate_CK_MULTIPLY(x7, x8, x7);
  x2 = operate_CK_MULTIPLY(x2, x2, x2);
  vf x9 = GET(p[9] + i);
  x2 = operate_CK_MULTIPLY(x9, x2, x9);
  x2 = operate_CK_ADD(x6, x2, x6);
  x8 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[8] + i, x8);
  x2 = operate_CK_SQUARE_ROOT(x8, x8, x8);
  vf x10 = GET(p[10] + i);
  x2 = operate_CK_MULTIPLY(x2, x10, x2);
  vf x11 = GET(p[11] + i);
  x2 = operate_CK_ADD(x2, x11, x2);
  x2 = operate_CK_DIVIDE(x4, x2, x4);
  vf x12 = GET(p[12] + i);
  x2 = operate_CK_MULTIPLY(x12, x2, x12);
  vf x13 = GET(p[13] + i);
  x13 = operate_CK_SUBTRACT(x13, x2, x13);
  PUT(p[13] + i, x13);)
COMPILED_MAP(37, "FFTFTF 4.2.0.1 4.4.3.1 1.5.2.4", "FFTFTF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_DIVIDE(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_DIVIDE(x3, x1, x3);
  vf x5 = operate_CK_ADD(x2, x4, x2);
  PUT(p[5] + i, x5);)
COMPILED_MAP(38, "FFTFTFFFF 3.2.0.1 3.4.3.3 3.4.5.4 1.4.2.4 26.1.4 15.4.1 1.4.4.6 4.4.3.4 3.4.7.4 2.8.8.4", "FFTFTFFFF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_MULTIPLY(x3, x3, x3);
  vf x5 = GET(p[5] + i);
  x4 = operate_CK_MULTIPLY(x5, x4, x5);
  x4 = operate_CK_ADD(x2, x4, x2);
  x1 = operate_CK_FLUSH(x4, x4, x4);
  PUT(p[1] + i, x1);
  x4 = operate_CK_SQUARE_ROOT(x1, x1, x1);
  vf x6 = GET(p[6] + i);
  x4 = operate_CK_ADD(x4, x6, x4);
  x4 = operate_CK_DIVIDE(x3, x4, x3);
  vf x7 = GET(p[7] + i);
  x4 = operate_CK_MULTIPLY(x7, x4, x7);
  vf x8 = GET(p[8] + i);
  x8 = operate_CK_SUBTRACT(x8, x4, x8);
  PUT(p[8] + i, x8);)
COMPILED_MAP(39, "FFTSFTSTSFSSSSF 1.2.0.1 3.5.3.4 3.7.6.2 1.7.5.7 26.4.7 3.7.8.9 3.2.2.2 3.2.10.2 1.2.7.2 26.9.2 15.2.9 3.2.2.11 1.2.2.12 4.2.4.2 3.2.13.2 2.14.14.2", "FFTSFTSTSFSSSSF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(s[3], x4, s[3]);
  vf x7 = operate_CK_MULTIPLY(s[6], x2, s[6]);
  x7 = operate_CK_ADD(x5, x7, x5);
  x4 = operate_CK_FLUSH(x7, x7, x7);
  PUT(p[4] + i, x4);
  vf x9 = GET(p[9] + i);
  x7 = operate_CK_MULTIPLY(s[8], x9, s[8]);
  x2 = operate_CK_MULTIPLY(x2, x2, x2);
  x2 = operate_CK_MULTIPLY(s[10], x2, s[10]);
  x2 = operate_CK_ADD(x7, x2, x7);
  x9 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[9] + i, x9);
  x2 = operate_CK_SQUARE_ROOT(x9, x9, x9);
  x2 = operate_CK_MULTIPLY(x2, s[11], x2);
  x2 = operate_CK_ADD(x2, s[12], x2);
  x2 = operate_CK_DIVIDE(x4, x2, x4);
  x2 = operate_CK_MULTIPLY(s[13], x2, s[13]);
  vf x14 = GET(p[14] + i);
  x14 = operate_CK_SUBTRACT(x14, x2, x14);
  PUT(p[14] + i, x14);)
COMPILED_MAP(40, "FFTSFTTSFSSSSF 1.2.0.1 3.5.3.4 3.6.3.2 1.6.5.6 26.4.6 3.6.7.8 3.2.2.2 3.2.9.2 1.2.6.2 26.8.2 15.2.8 3.2.2.10 1.2.2.11 4.2.4.2 3.2.12.2 2.13.13.2", "FFTSFTTSFSSSSF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(s[3], x4, s[3]);
  vf x6 = operate_CK_MULTIPLY(s[3], x2, s[3]);
  x6 = operate_CK_ADD(x5, x6, x5);
  x4 = operate_CK_FLUSH(x6, x6, x6);
  PUT(p[4] + i, x4);
  vf x8 = GET(p[8] + i);
  x6 = operate_CK_MULTIPLY(s[7], x8, s[7]);
  x2 = operate_CK_MULTIPLY(x2, x2, x2);
  x2 = operate_CK_MULTIPLY(s[9], x2, s[9]);
  x2 = operate_CK_ADD(x6, x2, x6);
  x8 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[8] + i, x8);
  x2 = operate_CK_SQUARE_ROOT(x8, x8, x8);
  x2 = operate_CK_MULTIPLY(x2, s[10], x2);
  x2 = operate_CK_ADD(x2, s[11], x2);
  x2 = operate_CK_DIVIDE(x4, x2, x4);
  x2 = operate_CK_MULTIPLY(s[12], x2, s[12]);
  vf x13 = GET(p[13] + i);
  x13 = operate_CK_SUBTRACT(x13, x2, x13);
  PUT(p[13] + i, x13);)
COMPILED_MAP(41, "FRTFFCF 1.2.0.1 2.2.2.3 3.4.2.2 3.2.5.2 1.6.2.2", "FRTFFCF",
  vf x0 = GET(p[0] + i);
  vf x1 = GET(p[1] + j);
  vf x2 = operate_CK_ADD(x0, x1, x0);
  vf x3 = GET(p[3] + i);
  x2 = operate_CK_SUBTRACT(x2, x3, x2);
  vf x4 = operate_CK_MULTIPLY(x2, x2, x2);
  PUT(p[4] + i, x4);
  x2 = operate_CK_MULTIPLY(s[5], x2, s[5]);
  vf x6 = operate_CK_ADD(x2, x2, x2);
  PUT(p[6] + i, x6);)
COMPILED_MAP(42, "FSF 4.2.0.1", "FSF",
  vf x0 = GET(p[0] + i);
  vf x2 = operate_CK_DIVIDE(x0, s[1], x0);
  PUT(p[2] + i, x2);)
COMPILED_MAP(43, "FSTBF 7.2.0.1 10.4.2.3.1", "FSTBF",
  vf x0 = GET(p[0] + i);
  vf x2 = operate_CK_GREATER(x0, s[1], x0);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_SELECT(x2, x3, s[1]);
  PUT(p[4] + i, x4);)
COMPILED_MAP(44, "FSTBFSFTF 1.2.0.1 3.2.3.2 10.2.4.5.2 7.7.6.5 10.7.7.3.5 1.8.2.7", "FSTBFSFTF",
  vf x0 = GET(p[0] + i);
  vf x2 = operate_CK_ADD(x0, s[1], x0);
  vf x3 = GET(p[3] + i);
  x2 = operate_CK_MULTIPLY(x3, x2, x3);
  vf x4 = GET(p[4] + i);
  x2 = operate_CK_SELECT(x4, s[5], x2);
  vf x6 = GET(p[6] + i);
  vf x7 = operate_CK_GREATER(x6, s[5], x6);
  x7 = operate_CK_SELECT(x7, x3, s[5]);
  vf x8 = operate_CK_ADD(x2, x7, x2);
  PUT(p[8] + i, x8);)
COMPILED_MAP(45, "FTBF 21.1.0 3.3.2.1", "FTBF",
  vf x0 = GET(p[0] + i);
  vf x1 = operate_CK_SIGMOID(x0, x0, x0);
  vf x2 = GET(p[2] + i);
  vf x3 = operate_CK_MULTIPLY(x2, x1, x2);
  PUT(p[3] + i, x3);)
COMPILED_MAP(46, "FTCFF 16.1.0 3.1.1.2 2.4.3.1", "FTCFF",
  vf x0 = GET(p[0] + i);
  vf x1 = operate_CK_EXP(x0, x0, x0);
  x1 = operate_CK_MULTIPLY(x1, s[2], x1);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_SUBTRACT(x3, x1, x3);
  PUT(p[4] + i, x4);)
COMPILED_MAP(47, "FTSBF 3.1.0.0 2.1.2.1 3.4.3.1", "FTSBF",
  vf x0 = GET(p[0] + i);
  vf x1 = operate_CK_MULTIPLY(x0, x0, x0);
  x1 = operate_CK_SUBTRACT(s[2], x1, s[2]);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_MULTIPLY(x3, x1, x3);
  PUT(p[4] + i, x4);)
COMPILED_MAP(48, "SBTF 3.2.0.1 2.3.3.2", "SBTF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x3 = GET(p[3] + i);
  x3 = operate_CK_SUBTRACT(x3, x2, x3);
  PUT(p[3] + i, x3);)
COMPILED_MAP(49, "SF 12.1.0", "SF",
  vf x1 = operate_CK_NEGATE(s[0], s[0], s[0]);
  PUT(p[1] + i, x1);)
COMPILED_MAP(50, "SFTBF 2.2.0.1 3.2.1.2 3.4.3.2", "SFTBF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_SUBTRACT(s[0], x1, s[0]);
  x2 = operate_CK_MULTIPLY(x1, x2, x1);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_MULTIPLY(x3, x2, x3);
  PUT(p[4] + i, x4);)
COMPILED_MAP(51, "SFTBSF 3.2.0.1 1.2.2.3 26.1.2 3.2.4.1 2.5.5.2", "SFTBSF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x3 = GET(p[3] + i);
  x2 = operate_CK_ADD(x2, x3, x2);
  x1 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[1] + i, x1);
  x2 = operate_CK_MULTIPLY(s[4], x1, s[4]);
  vf x5 = GET(p[5] + i);
  x5 = operate_CK_SUBTRACT(x5, x2, x5);
  PUT(p[5] + i, x5);)
COMPILED_MAP(52, "SFTBTSFSSSSF 3.2.0.1 3.4.0.3 1.4.2.4 26.1.4 3.4.5.6 3.2.3.3 3.2.7.2 1.2.4.2 26.6.2 15.2.6 3.2.2.8 1.2.2.9 4.2.1.2 3.2.10.2 2.11.11.2", "SFTBTSFSSSSF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_MULTIPLY(s[0], x3, s[0]);
  x4 = operate_CK_ADD(x2, x4, x2);
  x1 = operate_CK_FLUSH(x4, x4, x4);
  PUT(p[1] + i, x1);
  vf x6 = GET(p[6] + i);
  x4 = operate_CK_MULTIPLY(s[5], x6, s[5]);
  x2 = operate_CK_MULTIPLY(x3, x3, x3);
  x2 = operate_CK_MULTIPLY(s[7], x2, s[7]);
  x2 = operate_CK_ADD(x4, x2, x4);
  x6 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[6] + i, x6);
  x2 = operate_CK_SQUARE_ROOT(x6, x6, x6);
  x2 = operate_CK_MULTIPLY(x2, s[8], x2);
  x2 = operate_CK_ADD(x2, s[9], x2);
  x2 = operate_CK_DIVIDE(x1, x2, x1);
  x2 = operate_CK_MULTIPLY(s[10], x2, s[10]);
  vf x11 = GET(p[11] + i);
  x11 = operate_CK_SUBTRACT(x11, x2, x11);
  PUT(p[11] + i, x11);)
COMPILED_MAP(53, "SFTBTSSSF 3.2.0.1 3.4.3.3 3.4.5.4 1.4.2.4 26.1.4 15.4.1 1.4.4.6 4.4.3.4 3.4.7.4 2.8.8.4", "SFTBTSSSF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_MULTIPLY(x3, x3, x3);
  x4 = operate_CK_MULTIPLY(s[5], x4, s[5]);
  x4 = operate_CK_ADD(x2, x4, x2);
  x1 = operate_CK_FLUSH(x4, x4, x4);
  PUT(p[1] + i, x1);
  x4 = operate_CK_SQUARE_ROOT(x1, x1, x1);
  x4 = operate_CK_ADD(x4, s[6], x4);
  x4 = operate_CK_DIVIDE(x3, x4, x3);
  x4 = operate_CK_MULTIPLY(s[7], x4, s[7]);
  vf x8 = GET(p[8] + i);
  x8 = operate_CK_SUBTRACT(x8, x4, x8);
  PUT(p[8] + i, x8);)
COMPILED_MAP(54, "SFTF 3.2.0.1 2.3.3.2", "SFTF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x3 = GET(p[3] + i);
  x3 = operate_CK_SUBTRACT(x3, x2, x3);
  PUT(p[3] + i, x3);)
COMPILED_MAP(55, "SFTFSF 3.2.0.1 1.2.2.3 26.1.2 3.2.4.1 2.5.5.2", "SFTFSF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x3 = GET(p[3] + i);
  x2 = operate_CK_ADD(x2, x3, x2);
  x1 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[1] + i, x1);
  x2 = operate_CK_MULTIPLY(s[4], x1, s[4]);
  vf x5 = GET(p[5] + i);
  x5 = operate_CK_SUBTRACT(x5, x2, x5);
  PUT(p[5] + i, x5);)
COMPILED_MAP(56, "SFTFTSFSSSSF 3.2.0.1 3.4.0.3 1.4.2.4 26.1.4 3.4.5.6 3.2.3.3 3.2.7.2 1.2.4.2 26.6.2 15.2.6 3.2.2.8 1.2.2.9 4.2.1.2 3.2.10.2 2.11.11.2", "SFTFTSFSSSSF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_MULTIPLY(s[0], x3, s[0]);
  x4 = operate_CK_ADD(x2, x4, x2);
  x1 = operate_CK_FLUSH(x4, x4, x4);
  PUT(p[1] + i, x1);
  vf x6 = GET(p[6] + i);
  x4 = operate_CK_MULTIPLY(s[5], x6, s[5]);
  x2 = operate_CK_MULTIPLY(x3, x3, x3);
  x2 = operate_CK_MULTIPLY(s[7], x2, s[7]);
  x2 = operate_CK_ADD(x4, x2, x4);
  x6 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[6] + i, x6);
  x2 = operate_CK_SQUARE_ROOT(x6, x6, x6);
  x2 = operate_CK_MULTIPLY(x2, s[8], x2);
  x2 = operate_CK_ADD(x2, s[9], x2);
  x2 = operate_CK_DIVIDE(x1, x2, x1);
  x2 = operate_CK_MULTIPLY(s[10], x2, s[10]);
  vf x11 = GET(p[11] + i);
  x11 = operate_CK_SUBTRACT(x11, x2, x11);
  PUT(p[11] + i, x11);)
COMPILED_MAP(57, "SFTFTSSSF 3.2.0.1 3.4.3.3 3.4.5.4 1.4.2.4 26.1.4 15.4.1 1.4.4.6 4.4.3.4 3.4.7.4 2.8.8.4", "SFTFTSSSF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x3 = GET(p[3] + i);
  vf x4 = operate_CK_MULTIPLY(x3, x3, x3);
  x4 = operate_CK_MULTIPLY(s[5], x4, s[5]);
  x4 = operate_CK_ADD(x2, x4, x2);
  x1 = operate_CK_FLUSH(x4, x4, x4);
  PUT(p[1] + i, x1);
  x4 = operate_CK_SQUARE_ROOT(x1, x1, x1);
  x4 = operate_CK_ADD(x4, s[6], x4);
  x4 = operate_CK_DIVIDE(x3, x4, x3);
  x4 = operate_CK_MULTIPLY(s[7], x4, s[7]);
  vf x8 = GET(p[8] + i);
  x8 = operate_CK_SUBTRACT(x8, x4, x8);
  PUT(p[8] + i, x8);)
COMPILED_MAP(58, "SFTSBTSFSSSSF 3.2.0.1 3.5.3.4 1.5.2.5 26.1.5 3.5.6.7 3.2.4.4 3.2.8.2 1.2.5.2 26.7.2 15.2.7 3.2.2.9 1.2.2.10 4.2.1.2 3.2.11.2 2.12.12.2", "SFTSBTSFSSSSF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(s[3], x4, s[3]);
  x5 = operate_CK_ADD(x2, x5, x2);
  x1 = operate_CK_FLUSH(x5, x5, x5);
  PUT(p[1] + i, x1);
  vf x7 = GET(p[7] + i);
  x5 = operate_CK_MULTIPLY(s[6], x7, s[6]);
  x2 = operate_CK_MULTIPLY(x4, x4, x4);
  x2 = operate_CK_MULTIPLY(s[8], x2, s[8]);
  x2 = operate_CK_ADD(x5, x2, x5);
  x7 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[7] + i, x7);
  x2 = operate_CK_SQUARE_ROOT(x7, x7, x7);
  x2 = operate_CK_MULTIPLY(x2, s[9], x2);
  x2 = operate_CK_ADD(x2, s[10], x2);
  x2 = operate_CK_DIVIDE(x1, x2, x1);
  x2 = operate_CK_MULTIPLY(s[11], x2, s[11]);
  vf x12 = GET(p[12] + i);
  x12 = operate_CK_SUBTRACT(x12, x2, x12);
  PUT(p[12] + i, x12);)
COMPILED_MAP(59, "SFTSFTSBTSFSSSS 3.2.0.1 3.5.3.4 3.8.6.7 1.8.5.8 26.4.8 3.8.9.10 3.5.7.7 3.5.11.5 1.5.8.5 26.10.5 15.5.10 3.5.5.12 1.5.5.13 4.5.4.5 3.5.14.5 2.1.2.5", "SFTSFTSBTSFSSSS",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(s[3], x4, s[3]);
  vf x7 = GET(p[7] + i);
  vf x8 = operate_CK_MULTIPLY(s[6], x7, s[6]);
  x8 = operate_CK_ADD(x5, x8, x5);
  x4 = operate_CK_FLUSH(x8, x8, x8);
  PUT(p[4] + i, x4);
  vf x10 = GET(p[10] + i);
  x8 = operate_CK_MULTIPLY(s[9], x10, s[9]);
  x5 = operate_CK_MULTIPLY(x7, x7, x7);
  x5 = operate_CK_MULTIPLY(s[11], x5, s[11]);
  x5 = operate_CK_ADD(x8, x5, x8);
  x10 = operate_CK_FLUSH(x5, x5, x5);
  PUT(p[10] + i, x10);
  x5 = operate_CK_SQUARE_ROOT(x10, x10, x10);
  x5 = operate_CK_MULTIPLY(x5, s[12], x5);
  x5 = operate_CK_ADD(x5, s[13], x5);
  x5 = operate_CK_DIVIDE(x4, x5, x4);
  x5 = operate_CK_MULTIPLY(s[14], x5, s[14]);
  x1 = operate_CK_SUBTRACT(x2, x5, x2);
  PUT(p[1] + i, x1);)
COMPILED_MAP(60, "SFTSFTSFSSSSF 3.2.0.1 3.5.3.4 1.5.2.5 26.1.5 3.5.6.7 3.2.4.4 3.2.8.2 1.2.5.2 26.7.2 15.2.7 3.2.2.9 1.2.2.10 4.2.1.2 3.2.11.2 2.12.12.2", "SFTSFTSFSSSSF",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(s[3], x4, s[3]);
  x5 = operate_CK_ADD(x2, x5, x2);
  x1 = operate_CK_FLUSH(x5, x5, x5);
  PUT(p[1] + i, x1);
  vf x7 = GET(p[7] + i);
  x5 = operate_CK_MULTIPLY(s[6], x7, s[6]);
  x2 = operate_CK_MULTIPLY(x4, x4, x4);
  x2 = operate_CK_MULTIPLY(s[8], x2, s[8]);
  x2 = operate_CK_ADD(x5, x2, x5);
  x7 = operate_CK_FLUSH(x2, x2, x2);
  PUT(p[7] + i, x7);
  x2 = operate_CK_SQUARE_ROOT(x7, x7, x7);
  x2 = operate_CK_MULTIPLY(x2, s[9], x2);
  x2 = operate_CK_ADD(x2, s[10], x2);
  x2 = operate_CK_DIVIDE(x1, x2, x1);
  x2 = operate_CK_MULTIPLY(s[11], x2, s[11]);
  vf x12 = GET(p[12] + i);
  x12 = operate_CK_SUBTRACT(x12, x2, x12);
  PUT(p[12] + i, x12);)
COMPILED_MAP(61, "SFTSFTSFTSFSSSS 3.2.0.1 3.5.3.4 3.8.6.7 1.8.5.8 26.4.8 3.8.9.10 3.5.7.7 3.5.11.5 1.5.8.5 26.10.5 15.5.10 3.5.5.12 1.5.5.13 4.5.4.5 3.5.14.5 2.1.2.5", "SFTSFTSFTSFSSSS",
  vf x1 = GET(p[1] + i);
  vf x2 = operate_CK_MULTIPLY(s[0], x1, s[0]);
  vf x4 = GET(p[4] + i);
  vf x5 = operate_CK_MULTIPLY(s[3], x4, s[3]);
  vf x7 = GET(p[7] + i);
  vf x8 = operate_CK_MULTIPLY(s[6], x7, s[6]);
  x8 = operate_CK_ADD(x5, x8, x5);
  x4 = operate_CK_FLUSH(x8, x8, x8);
  PUT(p[4] + i, x4);
  vf x10 = GET(p[10] + i);
  x8 = operate_CK_MULTIPLY(s[9], x10, s[9]);
  x5 = operate_CK_MULTIPLY(x7, x7, x7);
  x5 = operate_CK_MULTIPLY(s[11], x5, s[11]);
  x5 = operate_CK_ADD(x8, x5, x8);
  x10 = operate_CK_FLUSH(x5, x5, x5);
  PUT(p[10] + i, x10);
  x5 = operate_CK_SQUARE_ROOT(x10, x10, x10);
  x5 = operate_CK_MULTIPLY(x5, s[12], x5);
  x5 = operate_CK_ADD(x5, s[13], x5);
  x5 = operate_CK_DIVIDE(x4, x5, x4);
  x5 = operate_CK_MULTIPLY(s[14], x5, s[14]);
  x1 = operate_CK_SUBTRACT(x2, x5, x2);
  PUT(p[1] + i, x1);)
COMPILED_MAP(62, "SSF 4.2.0.1", "SSF",
  vf x2 = operate_CK_DIVIDE(s[0], s[1], s[0]);
  PUT(p[2] + i, x2);)
