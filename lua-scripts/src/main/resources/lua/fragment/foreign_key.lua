--[[
fragment/foreign_key   A CORRUPT reply for the first key that holds another type than a script would write, or nil.
The keys are entity, meta, stream, primary, then one for each index, whose form ('i', 'g' or 'u') stands at forms[at + 3 * n].
]]
local function foreign_key(keys, forms, at, step)
  local expected = {'hash', 'hash', 'stream', 'zset'}
  for k = 1, #keys do
    local wanted = expected[k] or (string.sub(forms[at + (k - 5) * step], 1, 1) == 'u' and 'hash' or 'zset')
    local found = redis.call('TYPE', keys[k]).ok
    if found ~= 'none' and found ~= wanted then
      return {'CORRUPT', keys[k], 'holds a ' .. found .. ' where a ' .. wanted .. ' belongs'}
    end
  end
  return nil
end
