--[[
fragment/json_scalar   The text of the JSON scalar between two places, which stays as it is for numbers, so that no double rounds them; false for null, nil when it is no scalar.
]]
local function json_scalar(text, from, to)
  local token = string.sub(text, from, to)
  if token == 'null' then return false end
  local kind = string.byte(token)
  if kind == 34 then
    if not string.find(token, '\\', 1, true) then return string.sub(token, 2, -2) end
    local read, value = pcall(cjson.decode, '[' .. token .. ']')
    return read and value[1] or nil
  end
  if not kind or kind == 91 or kind == 123 then return nil end
  return token
end
