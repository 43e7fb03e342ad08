// The elementwise operations on one vector: what both the interpreter and the compiled maps execute.

// 1 where the mask is set, else 0.
INLINE vf one_where(vi mask) { return (vf)(mask & (vi)splat(1.0f)); }

// Operands x, y, z.
#define EACH_OPERATION(UNARY, BINARY, TERNARY)                                                    \
  UNARY(CK_COPY, x)                                                                              \
  BINARY(CK_ADD, x + y)                                                                          \
  BINARY(CK_SUBTRACT, x - y)                                                                     \
  BINARY(CK_MULTIPLY, x * y)                                                                     \
  BINARY(CK_DIVIDE, x / y)                                                                       \
  BINARY(CK_MAXIMUM, max_v(x, y))                                                                \
  BINARY(CK_MINIMUM, min_v(x, y))                                                                \
  BINARY(CK_GREATER, one_where(x > y))                                                           \
  BINARY(CK_GREATER_EQUAL, one_where(x >= y))                                                    \
  BINARY(CK_EQUAL, one_where(x == y))                                                            \
  TERNARY(CK_SELECT, select_v(x != (vf){0}, y, z))                                               \
  TERNARY(CK_MULTIPLY_ADD, fma_v(x, y, z))                                                       \
  UNARY(CK_NEGATE, negate_v(x))                                                                  \
  UNARY(CK_ABSOLUTE, abs_v(x))                                                                   \
  UNARY(CK_SIGN, select_v(x > (vf){0}, splat(1.0f), select_v(x < (vf){0}, splat(-1.0f), x)))     \
  UNARY(CK_SQUARE_ROOT, __builtin_elementwise_sqrt(x))                                           \
  UNARY(CK_EXP, exp_v(x))                                                                        \
  UNARY(CK_EXPM1, expm1_v(x))                                                                    \
  UNARY(CK_LOG, log_v(x))                                                                        \
  UNARY(CK_LOG1P, log1p_v(x))                                                                    \
  UNARY(CK_TANH, tanh_v(x))                                                                      \
  UNARY(CK_SIGMOID, sigmoid_v(x))                                                                \
  UNARY(CK_SOFTPLUS, softplus_v(x))                                                              \
  UNARY(CK_ERF, erf_v(x))                                                                        \
  UNARY(CK_SIN, sin_v(x))                                                                        \
  UNARY(CK_COS, cos_v(x))                                                                        \
  UNARY(CK_FLUSH, select_v(abs_v(x) < 1e-30f, (vf){0}, x))

// One function for each, so that nothing is left to be chosen where they are called.
#define OPERATION(op, expression) \
  INLINE vf operate_##op(vf x, vf y, vf z) { \
    (void)y;                                 \
    (void)z;                                 \
    return expression;                       \
  }
EACH_OPERATION(OPERATION, OPERATION, OPERATION)
#undef OPERATION
